package io.mirrorexperiment.sandbox.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** fortio load: so many requests a second, from so many connections, for so long. */
final class Fortio implements Program {
    private static final int WRONG = 1;
    private final Net net;
    private final double speed;

    Fortio(Surroundings around) {
        this.net = around.net();
        this.speed = around.speed();
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
        FortioOptions options = new FortioOptions();
        Optional<String> mistake = options.read(arguments);
        if (mistake.isPresent()) {
            terminal.complain("fortio: " + mistake.get());
            return WRONG;
        }
        terminal.print(String.format(
                Locale.ROOT,
                "Running at %s queries per second with %d connection(s), %s: %s",
                options.qps() == 0 ? "max" : plain(options.qps()),
                options.connections(),
                options.calls().map(calls -> calls + " calls").orElse("for " + options.time()),
                options.url()));
        Tally tally = new Tally();
        long begun = System.nanoTime();
        load(options, tally);
        tally.report(System.nanoTime() - begun, terminal);
        return 0;
    }

    /** Each connection sends when its own next request is due; interruption ends them all. */
    private void load(FortioOptions options, Tally tally) throws InterruptedException {
        List<Thread> senders = new ArrayList<>();
        long end = System.nanoTime() + Math.round(options.time().toNanos() / speed);
        for (int i = 0; i < options.connections(); i++) {
            int share = options.share(i);
            Thread sender = new Thread(() -> send(options, share, end, tally), "fortio-" + i);
            sender.setDaemon(true);
            sender.start();
            senders.add(sender);
        }
        try {
            for (Thread sender : senders) {
                sender.join();
            }
        } finally {
            senders.forEach(Thread::interrupt);
        }
    }

    private void send(FortioOptions options, int share, long end, Tally tally) {
        long gap = options.qps() == 0 ? 0 : Math.round(1e9 * options.connections() / options.qps() / speed);
        long due = System.nanoTime();
        for (int sent = 0; sent < share && !Thread.currentThread().isInterrupted(); sent++) {
            while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            if (options.calls().isEmpty() && end - System.nanoTime() <= 0) {
                return;
            }
            long from = System.nanoTime();
            Net.Outcome outcome = net.send(options.request(), options.timeout());
            tally.add(
                    outcome instanceof Net.Outcome.Answered answered ? answered.status() : -1,
                    System.nanoTime() - from);
            due = options.catchesUp() ? due + gap : Math.max(due + gap, System.nanoTime());
        }
    }

    static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    /** What came back; -1 stands for no answer, as in fortio's own output. */
    private static final class Tally {
        private final TreeMap<Integer, Integer> byStatus = new TreeMap<>();
        private long nanos;
        private int calls;

        synchronized void add(int status, long took) {
            byStatus.merge(status, 1, Integer::sum);
            nanos += took;
            calls++;
        }

        synchronized void report(long took, Terminal terminal) {
            byStatus.forEach((status, count) -> terminal.print(
                    String.format(Locale.ROOT, "Code %3d : %d (%.1f %%)", status, count, 100.0 * count / calls)));
            terminal.print(String.format(
                    Locale.ROOT,
                    "All done %d calls %.3f ms avg, %.1f qps",
                    calls,
                    calls == 0 ? 0 : nanos / 1e6 / calls,
                    calls / (took / 1e9)));
        }
    }
}
