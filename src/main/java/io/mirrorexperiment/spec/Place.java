package io.mirrorexperiment.spec;

/**
 * Where a value was written.
 *
 * @param line counted from 1; 0 outside the text
 * @param column counted from 1; 0 outside the text
 * @param preface what goes before a message to tell where, if line and column can't
 */
record Place(int line, int column, String preface) {
    static final Place START = new Place(1, 1, "");

    static final Place OVERRIDE = new Place(0, 0, "in an override: ");

    static final Place PARAMETER = new Place(0, 0, "");

    static Place inText(int line, int column) {
        return new Place(line, column, "");
    }
}
