package io.mirrorexperiment.sandbox.kube.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads requests off a connection, one after the other. */
final class RequestReader {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** The next request, or empty at the end of the connection. */
    Optional<Request> next() throws IOException {
        String start = line();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = List.of(start.split(" ", -1));
        if (words.size() != 3) {
            throw new IOException("not an HTTP request line: " + start);
        }
        Map<String, String> headers = headers();
        return Optional.of(Request.of(words.get(0), words.get(1), headers, new Body(body(headers))));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
            }
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        return exactly(size(headers.getOrDefault("content-length", "0"), 10));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int size = size(line().split(";", 2)[0].strip(), 16);
            if (size == 0) {
                headers();
                return all.toByteArray();
            }
            all.write(exactly(size));
            line();
        }
    }

    private static int size(String text, int radix) throws IOException {
        try {
            int size = Integer.parseInt(text, radix);
            if (size >= 0 && size <= LARGEST_BODY) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            throw new IOException("not a length: " + text, notANumber);
        }
        throw new IOException("a body of " + text + " bytes is refused, the limit is " + LARGEST_BODY);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new IOException("the connection ended inside a body");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.write(c);
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a header line is longer than " + LONGEST_LINE + " bytes");
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
