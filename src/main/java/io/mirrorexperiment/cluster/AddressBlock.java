package io.mirrorexperiment.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Blocks of IP addresses in CIDR form, as in {@code 10.0.0.0/8}. Pure: never asks a name server. */
final class AddressBlock {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");

    private AddressBlock() {}

    /** Whether a host is an address in a block; false for names and for what is no block. */
    static boolean contains(String block, String host) {
        int slash = block.indexOf('/');
        if (slash < 0 || !LITERAL.matcher(host).matches()) {
            return false;
        }
        String start = block.substring(0, slash);
        String bits = block.substring(slash + 1);
        if (!LITERAL.matcher(start).matches() || !bits.matches("[0-9]{1,3}")) {
            return false;
        }
        try {
            return sameStart(
                    InetAddress.getByName(start).getAddress(),
                    InetAddress.getByName(host).getAddress(),
                    Integer.parseInt(bits));
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    private static boolean sameStart(byte[] one, byte[] other, int bits) {
        if (one.length != other.length || bits > one.length * 8) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
