package io.mirrorexperiment.workload;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.mirrorexperiment.manifest.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads and writes manifests of the tests. */
final class Yaml {
    private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Yaml() {}

    static Manifest manifest(String yaml) {
        return Manifest.of(map(yaml));
    }

    static Map<String, Object> map(String yaml) {
        try {
            return MAPPER.readValue(yaml, new TypeReference<>() {});
        } catch (IOException broken) {
            throw new UncheckedIOException(yaml, broken);
        }
    }

    static Manifest file(Path path) {
        return manifest(text(path));
    }

    static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException missing) {
            throw new UncheckedIOException(path.toString(), missing);
        }
    }

    /** With keys in order, so that two equal objects have one text. */
    static String text(Manifest manifest) {
        try {
            return MAPPER.writeValueAsString(manifest.tree());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
