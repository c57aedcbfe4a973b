package hudson.model;

import hudson.util.RunList;

public abstract class Job<J extends Job<J, R>, R extends Run<J, R>> implements Item {
    public RunList<R> getBuilds() {
        throw new UnsupportedOperationException();
    }
}
