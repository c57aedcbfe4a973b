package io.mirrorexperiment.install;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Values as X.690 writes them, as far as a certificate needs them. */
final class Der {
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int OCTETS = 0x04;

    private static final int LONG_FORM = 0x80;
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** From 2050 on years have four digits (RFC 5280, 4.1.2.5). */
    private static final Instant FOUR_DIGITS = Instant.parse("2050-01-01T00:00:00Z");

    private Der() {}

    /** A value of other values, or of bytes. */
    static byte[] value(int tag, byte[]... parts) {
        byte[] content = joined(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < LONG_FORM) {
            out.write(content.length);
        } else if (content.length <= 0xff) {
            out.write(LONG_FORM | 1);
            out.write(content.length);
        } else {
            out.write(LONG_FORM | 2);
            out.write(content.length >> 8);
            out.write(content.length & 0xff);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** A whole number, given by its two's complement. */
    static byte[] number(byte[] bytes) {
        return value(0x02, bytes);
    }

    static byte[] truth() {
        return value(0x01, new byte[] {(byte) 0xff});
    }

    static byte[] text(String text) {
        return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bits(byte[] bytes, int unused) {
        return value(0x03, new byte[] {(byte) unused}, bytes);
    }

    static byte[] time(Instant time) {
        boolean isLate = !time.isBefore(FOUR_DIGITS);
        String digits = (isLate ? LONG : SHORT).format(time);
        return value(isLate ? 0x18 : 0x17, digits.getBytes(StandardCharsets.US_ASCII));
    }

    /** A name of a rule or an algorithm, as in {@code 2.5.29.17}. */
    static byte[] object(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            arc(Integer.parseInt(arcs[i]), out);
        }
        return value(0x06, out.toByteArray());
    }

    private static void arc(int number, ByteArrayOutputStream out) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if (number >> shift != 0) {
                out.write(0x80 | (number >> shift & 0x7f));
            }
        }
        out.write(number & 0x7f);
    }

    /** One after the other. */
    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
