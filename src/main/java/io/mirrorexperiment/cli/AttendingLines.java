package io.mirrorexperiment.cli;

import io.mirrorexperiment.controller.Observer;
import io.mirrorexperiment.controller.Stand;
import io.mirrorexperiment.controller.Turned;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.report.Lines;

/** What a controller does, as plain lines. */
record AttendingLines(Host host) implements Observer {
    @Override
    public void turned(Turned turned) {
        turned.news().forEach(entry -> host.out().println(turned.now().journal().id() + "  " + entry.word() + "  "
                + Lines.words(entry, turned.now().journal())));
    }

    @Override
    public void told(Address object, Stand stand) {
        if (stand instanceof Stand.Waiting waiting) {
            host.out().println(object.words() + "  waits for " + waiting.forWhom());
        } else if (stand instanceof Stand.Refused refused) {
            refused.mistakes().forEach(mistake -> host.out().println(object.words() + "  refused  " + mistake));
        }
    }

    @Override
    public void failed(Address object, RuntimeException trouble) {
        host.err().println(object.words() + "  trying again: " + trouble.getMessage());
    }

    @Override
    public void leads(boolean leads) {
        host.out().println(leads ? "leading" : "standing by");
    }
}
