package io.mirrorexperiment.traffic;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands in for a cluster in these tests: a list of objects, to which changes are made one after the other. */
final class Cluster {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR));

    private Cluster() {}

    /** The documents of a YAML text. */
    static List<Manifest> read(String yaml) {
        return trees(yaml).stream().map(Manifest::of).toList();
    }

    static List<Map<String, Object>> trees(String yaml) {
        try (MappingIterator<Map<String, Object>> documents =
                YAML.readerFor(new TypeReference<Map<String, Object>>() {}).readValues(yaml)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(Object tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects after the changes of a step; a barred one changes nothing. */
    static List<Manifest> after(Step step, List<Manifest> objects) {
        List<Manifest> after = new ArrayList<>(objects);
        if (step instanceof Step.Changes changes) {
            changes.changes().forEach(change -> apply(change, after));
        }
        return List.copyOf(after);
    }

    private static void apply(Change change, List<Manifest> objects) {
        if (change instanceof Change.Create create) {
            if (objects.stream().anyMatch(object -> object.address().equals(create.address()))) {
                throw new AssertionError(create.address() + " is there already");
            }
            objects.add(create.manifest());
        } else if (change instanceof Change.Update update) {
            objects.set(place(update.before(), objects), update.after());
        } else if (change instanceof Change.Delete delete) {
            objects.remove(place(delete.manifest(), objects));
        }
    }

    private static int place(Manifest asRead, List<Manifest> objects) {
        int place = objects.indexOf(asRead);
        if (place < 0) {
            throw new AssertionError(asRead.address() + " is not as it was read");
        }
        return place;
    }
}
