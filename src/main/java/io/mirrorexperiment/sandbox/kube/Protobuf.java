package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Body;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the few questions that {@code kubectl auth} writes in Kubernetes' protobuf form; the field numbers are those of
 * {@code runtime.Unknown} and of {@code authorization/v1} in the API's generated.proto files.
 */
final class Protobuf {
    private static final int MAGIC = 0x6b387300;
    private static final String[] ATTRIBUTES = {
        "namespace", "verb", "group", "version", "resource", "subresource", "name"
    };

    private Protobuf() {}

    /** The review in a body. */
    static ObjectNode review(Body body) {
        try (DataInputStream in = new DataInputStream(body.open())) {
            if (in.readInt() != MAGIC) {
                throw Refusal.badRequest("the body is not Kubernetes protobuf: it doesn't start with k8s");
            }
            Map<Integer, byte[]> unknown = fields(in);
            String kind = text(fields(unknown, 1), 2);
            Map<Integer, byte[]> spec = fields(fields(unknown, 2), 2);
            return kind.equals("SelfSubjectRulesReview") ? rules(spec) : access(spec);
        } catch (IOException torn) {
            throw Refusal.badRequest("the protobuf body ends too early: " + torn.getMessage());
        }
    }

    private static ObjectNode rules(Map<Integer, byte[]> spec) {
        ObjectNode review = Tree.object();
        Tree.within(review, "spec").put("namespace", text(spec, 1));
        return review;
    }

    private static ObjectNode access(Map<Integer, byte[]> spec) throws IOException {
        ObjectNode review = Tree.object();
        ObjectNode shown = Tree.within(review, "spec");
        if (spec.containsKey(1)) {
            Map<Integer, byte[]> attributes = fields(spec, 1);
            ObjectNode target = shown.putObject("resourceAttributes");
            for (int i = 0; i < ATTRIBUTES.length; i++) {
                target.put(ATTRIBUTES[i], text(attributes, i + 1));
            }
        }
        return review;
    }

    private static String text(Map<Integer, byte[]> fields, int number) {
        return new String(fields.getOrDefault(number, new byte[0]), StandardCharsets.UTF_8);
    }

    private static Map<Integer, byte[]> fields(Map<Integer, byte[]> outer, int number) throws IOException {
        return fields(new ByteArrayInputStream(outer.getOrDefault(number, new byte[0])));
    }

    /** The fields with a length; numbers are passed over, for no review has any that matters. */
    private static Map<Integer, byte[]> fields(InputStream in) throws IOException {
        Map<Integer, byte[]> fields = new TreeMap<>();
        for (long tag = varint(in); tag > 0; tag = varint(in)) {
            if ((tag & 7) == 2) {
                fields.put((int) (tag >> 3), in.readNBytes((int) varint(in)));
            } else if ((tag & 7) == 0) {
                varint(in);
            } else {
                throw new IOException("wire type " + (tag & 7) + " is not expected");
            }
        }
        return fields;
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
