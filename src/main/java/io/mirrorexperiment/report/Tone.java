package io.mirrorexperiment.report;

import java.util.Locale;

/** What a piece of text means to the eye. */
enum Tone {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    DOUBT("33"),
    GOOD_HEADLINE("1;32"),
    BAD_HEADLINE("1;31"),
    DOUBT_HEADLINE("1;33");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** The parameters of the terminal's SGR sequence (ECMA-48, 8.3.117); empty for none. */
    String code() {
        return code;
    }

    /** The class of elements in this tone. */
    String mark() {
        return "mx-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Tone headline() {
        return switch (this) {
            case GOOD -> GOOD_HEADLINE;
            case BAD -> BAD_HEADLINE;
            case DOUBT -> DOUBT_HEADLINE;
            default -> STRONG;
        };
    }
}
