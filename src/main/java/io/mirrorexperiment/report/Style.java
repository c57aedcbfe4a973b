package io.mirrorexperiment.report;

/** How text is dressed up. */
public enum Style {
    /** Bare text, for files, pipes and logs. */
    PLAIN,
    /** With the colours of an ANSI terminal; the same text otherwise. */
    COLOURED;

    private static final String ESCAPE = "\u001b[";

    String paint(Tone tone, String text) {
        boolean bare = this == PLAIN || tone == Tone.PLAIN || text.isBlank();
        return bare ? text : ESCAPE + tone.code() + "m" + text + ESCAPE + "0m";
    }
}
