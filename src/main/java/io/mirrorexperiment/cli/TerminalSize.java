package io.mirrorexperiment.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How large the terminal is; asked anew every few seconds, since people change it. */
final class TerminalSize {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final File DOOR = new File("/dev/tty");
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private int columns = COLUMNS;
    private int rows = ROWS;
    private long askedAt;
    private boolean asked;

    int columns() {
        ask();
        return columns;
    }

    int rows() {
        ask();
        return rows;
    }

    private void ask() {
        if (asked && System.nanoTime() - askedAt < FRESH_NANOS) {
            return;
        }
        asked = true;
        askedAt = System.nanoTime();
        try {
            Process stty =
                    new ProcessBuilder("stty", "size").redirectInput(DOOR).start();
            read(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            columns = COLUMNS;
            rows = ROWS;
        }
    }

    private void read(String size) {
        if (size.matches("[1-9][0-9]{0,3} [1-9][0-9]{0,3}")) {
            rows = Integer.parseInt(size.substring(0, size.indexOf(' ')));
            columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1));
        }
    }
}
