package io.mirrorexperiment.manifest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pure steps on trees of unmodifiable maps, lists and scalars; the order of keys is kept. */
final class Tree {
    private Tree() {}

    static @Nullable Object copy(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), copy(value)));
            return Collections.unmodifiableMap(copy);
        }
        if (node instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(copy(item)));
            return Collections.unmodifiableList(copy);
        }
        if (node == null || node instanceof String || node instanceof Boolean || isFinite(node)) {
            return node;
        }
        throw new IllegalArgumentException("an object holds text, numbers, true, false, maps and lists, but no "
                + (node instanceof Number ? node : node.getClass().getSimpleName()));
    }

    private static boolean isFinite(Object node) {
        return node instanceof Number number && finite(number);
    }

    static @Nullable Object get(@Nullable Object node, List<String> path) {
        Object at = node;
        for (String key : path) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return at;
    }

    /** A tree in which {@code path} holds {@code value}; makes the maps on the way. */
    static Map<String, @Nullable Object> with(Map<?, ?> node, List<String> path, Object value) {
        Map<String, @Nullable Object> copy = shallow(node);
        String key = path.get(0);
        if (path.size() == 1) {
            copy.put(key, copy(value));
        } else {
            Object child = copy.get(key);
            if (child != null && !(child instanceof Map)) {
                throw new IllegalArgumentException("'" + key + "' is no map, so '" + path.get(1) + "' cannot be in it");
            }
            copy.put(key, with(child instanceof Map<?, ?> map ? map : Map.of(), rest(path), value));
        }
        return Collections.unmodifiableMap(copy);
    }

    /** A tree without {@code path}; maps on the way that become empty by it go, too. */
    static Map<String, @Nullable Object> without(Map<?, ?> node, List<String> path) {
        Map<String, @Nullable Object> copy = shallow(node);
        String key = path.get(0);
        if (path.size() == 1) {
            copy.remove(key);
        } else if (copy.get(key) instanceof Map<?, ?> child) {
            Map<String, @Nullable Object> smaller = without(child, rest(path));
            if (smaller.isEmpty() && !child.isEmpty()) {
                copy.remove(key);
            } else {
                copy.put(key, smaller);
            }
        }
        return Collections.unmodifiableMap(copy);
    }

    /** Whether two trees say the same; numbers are the same by value, since a server writes a double 40.0 back as 40. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> second) {
            return map.keySet().equals(second.keySet())
                    && map.entrySet().stream().allMatch(entry -> same(entry.getValue(), second.get(entry.getKey())));
        }
        if (one instanceof List<?> list && other instanceof List<?> second) {
            return list.size() == second.size()
                    && IntStream.range(0, list.size()).allMatch(index -> same(list.get(index), second.get(index)));
        }
        if (one instanceof Number number && other instanceof Number second) {
            return number.equals(second)
                    || (finite(number) && finite(second) && decimal(number).compareTo(decimal(second)) == 0);
        }
        return Objects.equals(one, other);
    }

    private static boolean finite(Number number) {
        return Double.isFinite(number.doubleValue());
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    private static Map<String, @Nullable Object> shallow(Map<?, ?> node) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        node.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    private static List<String> rest(List<String> path) {
        return path.subList(1, path.size());
    }
}
