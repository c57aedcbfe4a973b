package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Standing;
import io.mirrorexperiment.serve.ReportServer;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Another view, and the report in a browser beside it as long as that goes on. */
final class ServedView implements View {
    private final View shown;
    private final AtomicReference<Optional<Journal>> newest = new AtomicReference<>(Optional.empty());
    private final ReportServer server;

    private ServedView(View shown, int port) throws IOException {
        this.shown = shown;
        this.server = ReportServer.open(port, newest::get, Clock.systemUTC());
    }

    /** Where the port can't be had, the run goes on without: its verdict matters more than who watches it. */
    static View beside(View shown, int port, Host people) {
        try {
            ServedView served = new ServedView(shown, port);
            people.out().println("the report is live at " + served.server.address() + " on this machine");
            return served;
        } catch (IOException | IllegalArgumentException e) {
            people.err().println(words(port, e));
            return shown;
        }
    }

    static String words(int port, Exception trouble) {
        return "the report cannot be served on port " + port + ": " + trouble.getMessage()
                + "; `--serve 0` takes a port that is free";
    }

    @Override
    public void show(Standing standing) {
        newest.set(Optional.of(standing.journal()));
        shown.show(standing);
    }

    @Override
    public void note(String line) {
        shown.note(line);
    }

    @Override
    public void refresh() {
        shown.refresh();
    }

    @Override
    public void close() {
        server.close();
        shown.close();
    }
}
