package io.mirrorexperiment.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Version;
import java.util.List;
import java.util.Locale;

/**
 * A journal as JSON. Sealed words carry their name in the field {@code is}; times are ISO 8601; an unknown field or word is an
 * error, since a gate must not act on what it only half understands.
 */
public final class JournalText {
    private static final List<Class<?>> SEALED = List.of(
            Entry.class,
            Reading.class,
            Version.class,
            DarkSource.class,
            Credential.class,
            MetricsSystem.Auth.class,
            Limit.class);

    private static final ObjectMapper JSON = mapper();

    private JournalText() {}

    /** Names the word of a sealed type. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface Named {}

    /** One line of JSON. */
    public static String write(Journal journal) {
        try {
            return JSON.writeValueAsString(journal);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal of " + journal.id() + " cannot be written as JSON", e);
        }
    }

    /**
     * Reads what {@link #write} wrote, now or in an older version.
     *
     * @param place where the text is from, for the message
     * @throws StoreException if it is no journal, or of a newer format
     */
    public static Journal read(String text, String place) {
        try {
            JsonNode tree = JSON.readTree(text);
            int format = tree.path("format").asInt(-1);
            if (format != Journal.FORMAT) {
                throw new StoreException(
                        place + ": journal format " + format + " is not known here (this version reads "
                                + Journal.FORMAT + "); use the version of mirror-experiment that wrote it");
            }
            return JSON.treeToValue(tree, Journal.class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new StoreException(place + ": not a journal: " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static ObjectMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule())
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT));
        for (Class<?> sealed : SEALED) {
            builder.addMixIn(sealed, Named.class);
            for (Class<?> word : sealed.getPermittedSubclasses()) {
                builder.registerSubtypes(new NamedType(word, name(word)));
            }
        }
        return builder.build();
    }

    private static String name(Class<?> word) {
        return word.getSimpleName().substring(0, 1).toLowerCase(Locale.ROOT)
                + word.getSimpleName().substring(1);
    }
}
