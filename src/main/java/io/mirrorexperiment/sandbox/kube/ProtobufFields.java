package io.mirrorexperiment.sandbox.kube;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a protobuf message that have a length; numbers are passed over. */
final class ProtobufFields {
    private static final int MAGIC = 0x6b387300;
    private static final int WITH_LENGTH = 2;
    private static final int NUMBER = 0;

    private final Map<Integer, List<byte[]>> values = new TreeMap<>();

    private ProtobufFields(InputStream in) throws IOException {
        for (long tag = varint(in); tag > 0; tag = varint(in)) {
            if ((tag & 7) == WITH_LENGTH) {
                byte[] value = in.readNBytes((int) varint(in));
                values.computeIfAbsent((int) (tag >> 3), number -> new ArrayList<>())
                        .add(value);
            } else if ((tag & 7) == NUMBER) {
                varint(in);
            } else {
                throw new IOException("wire type " + (tag & 7) + " is not expected");
            }
        }
    }

    /** The envelope that Kubernetes puts around every message, after its four magic bytes. */
    static ProtobufFields afterMagic(InputStream body) throws IOException {
        try (DataInputStream in = new DataInputStream(body)) {
            if (in.readInt() != MAGIC) {
                throw new IOException("it doesn't start with k8s and a zero");
            }
            return new ProtobufFields(in);
        }
    }

    boolean has(int number) {
        return values.containsKey(number);
    }

    String text(int number) {
        return new String(last(number), StandardCharsets.UTF_8);
    }

    /** The message in a field; an empty one if it is missing. */
    ProtobufFields inside(int number) throws IOException {
        return new ProtobufFields(new ByteArrayInputStream(last(number)));
    }

    /** The messages of a repeated field. */
    List<ProtobufFields> all(int number) throws IOException {
        List<ProtobufFields> all = new ArrayList<>();
        for (byte[] value : values.getOrDefault(number, List.of())) {
            all.add(new ProtobufFields(new ByteArrayInputStream(value)));
        }
        return all;
    }

    private byte[] last(int number) {
        List<byte[]> all = values.getOrDefault(number, List.of());
        return all.isEmpty() ? new byte[0] : all.get(all.size() - 1);
    }

    /** A number of up to nine bytes, or 0 at the end. */
    private static long varint(InputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = in.read();
            if (next < 0) {
                return 0;
            }
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a number is too long");
    }
}
