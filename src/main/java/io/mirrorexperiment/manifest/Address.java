package io.mirrorexperiment.manifest;

/**
 * Where an object lives.
 *
 * @param kind its kind
 * @param namespace its namespace; empty for objects of the whole cluster
 * @param name its name
 */
public record Address(Kind kind, String namespace, String name) {
    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is nothing of that kind
     */
    public static Address parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[0].startsWith(".") || parts[2].isEmpty()) {
            throw new IllegalArgumentException("not an address: '" + text + "'");
        }
        int dot = parts[0].indexOf('.');
        Kind kind =
                dot < 0 ? new Kind("", parts[0]) : new Kind(parts[0].substring(dot + 1), parts[0].substring(0, dot));
        return new Address(kind, parts[1], parts[2]);
    }

    /** As people say it, as in {@code VirtualService default/reviews}. */
    public String words() {
        return kind.kind() + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    @Override
    public String toString() {
        return kind + "/" + namespace + "/" + name;
    }
}
