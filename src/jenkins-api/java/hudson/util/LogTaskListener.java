package hudson.util;

import hudson.model.TaskListener;
import java.io.PrintStream;
import java.io.Serializable;
import java.util.logging.Level;
import java.util.logging.Logger;

public class LogTaskListener implements TaskListener, Serializable {
    private static final long serialVersionUID = 1;

    public LogTaskListener(Logger logger, Level level) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintStream getLogger() {
        throw new UnsupportedOperationException();
    }
}
