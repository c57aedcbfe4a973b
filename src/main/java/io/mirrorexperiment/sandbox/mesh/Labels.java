package io.mirrorexperiment.sandbox.mesh;

/** Writes the labels of a series in Prometheus' text form, in the order in which they are given. */
final class Labels {
    private final StringBuilder text = new StringBuilder(800);

    Labels put(String name, String value) {
        if (text.length() > 0) {
            text.append(',');
        }
        text.append(name).append("=\"");
        escape(value);
        text.append('"');
        return this;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
