package io.mirrorexperiment.sandbox.prometheus;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP/1.1 request as it came over the wire.
 *
 * @param target path and query as written
 * @param headers by name in lower case; of several the last
 */
record WireRequest(String method, String target, Map<String, String> headers, String body) {
    private static final int LONGEST_LINE = 64 << 10;
    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_BODY = 4 << 20;

    WireRequest {
        headers = Map.copyOf(headers);
    }

    /** The value of a header, or "". */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    boolean isLast() {
        return header("Connection").equalsIgnoreCase("close");
    }

    /**
     * Reads the next request of a connection; empty if the far end has closed it.
     *
     * @throws IOException if the connection breaks or what comes is no request that is understood here
     */
    static Optional<WireRequest> read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        String[] start = ((char) first + line(in)).split(" ", -1);
        if (start.length != 3 || !start[2].startsWith("HTTP/1.")) {
            throw new ProtocolException("not an HTTP/1.1 request");
        }
        Map<String, String> headers = headers(in);
        return Optional.of(new WireRequest(start[0], start[1], headers, body(in, headers)));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() >= MOST_HEADERS) {
                throw new ProtocolException("not a header, or too many of them");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            throw new ProtocolException("chunked requests are not understood here; send a Content-Length");
        }
        int length = length(headers.getOrDefault("content-length", "0"));
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the request ended in its body");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int length(String text) throws ProtocolException {
        boolean number = text.matches("\\d{1,8}");
        if (!number || Integer.parseInt(text) > LONGEST_BODY) {
            throw new ProtocolException("unacceptable Content-Length: " + text);
        }
        return Integer.parseInt(text);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException("a line of the request has no end");
            }
            line.append((char) c);
        }
        boolean carriageReturn = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
        return carriageReturn ? line.substring(0, line.length() - 1) : line.toString();
    }
}
