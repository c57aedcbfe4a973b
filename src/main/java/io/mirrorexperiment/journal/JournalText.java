package io.mirrorexperiment.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.graph.Sight;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A journal as JSON. Sealed words carry their name in the field {@code is}; times are ISO 8601; an unknown field or word is an
 * error, since a gate must not act on what it only half understands. No text names a class, so none can bring one to life.
 */
public final class JournalText {
    private static final List<Class<?>> SEALED = List.of(
            Entry.class,
            Reading.class,
            Version.class,
            DarkSource.class,
            Credential.class,
            MetricsSystem.Auth.class,
            AccessLogPlace.class,
            Limit.class,
            Receiver.class,
            Receiver.Target.class,
            Receiver.Door.class,
            Receiver.Content.class,
            Sight.class);

    private static final ObjectMapper JSON = mapper();
    private static final ObjectWriter ASCII = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private JournalText() {}

    /** Names the word of a sealed type. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface Named {}

    /** One line of JSON. */
    public static String write(Journal journal) {
        try {
            return JSON.writeValueAsString(journal);
        } catch (JsonProcessingException e) {
            throw unwritable(journal, e);
        }
    }

    /** The same in ASCII: a text with a single other character takes twice the memory, and longer to send. */
    static String ascii(Journal journal) {
        try {
            return ASCII.writeValueAsString(journal);
        } catch (JsonProcessingException e) {
            throw unwritable(journal, e);
        }
    }

    private static IllegalStateException unwritable(Journal journal, JsonProcessingException why) {
        return new IllegalStateException("the journal of " + journal.id() + " cannot be written as JSON", why);
    }

    /**
     * Reads what {@link #write} wrote, now or in an older version.
     *
     * @param place where the text is from, for the message
     * @throws StoreException if it is no journal, of a newer format, or has words that its format does not have
     */
    public static Journal read(String text, String place) {
        try {
            JsonNode tree = JSON.readTree(text);
            checkFormat(tree, place);
            return whole(JSON.treeToValue(tree, Journal.class), place);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new StoreException(place + ": " + Misreading.words(e), e);
        }
    }

    /** Likewise, where it is known whose journal it must be. */
    static Journal read(String text, RunId run, String place) {
        Journal journal = read(text, place);
        if (!journal.id().equals(run)) {
            throw new StoreException(
                    place + ": holds the journal of another run, " + journal.id() + "; put it back where it came from");
        }
        return journal;
    }

    /** What this process read or wrote itself, in UTF-8, so that neither its form nor its words need to be doubted again. */
    static Journal again(byte[] text) {
        try {
            return JSON.readValue(text, Journal.class);
        } catch (IOException e) {
            throw new IllegalStateException("a journal that was read before cannot be read again", e);
        }
    }

    private static void checkFormat(JsonNode tree, String place) {
        JsonNode format = tree.path("format");
        if (!tree.isObject() || !format.isInt()) {
            throw new StoreException(place + ": " + Misreading.NO_JOURNAL);
        }
        if (format.intValue() < Format.FIRST || format.intValue() > Format.NEWEST) {
            throw new StoreException(place + ": journal format " + format + " is not known here (this version reads "
                    + Format.FIRST + " to " + Format.NEWEST + "); use the version of mirror-experiment that wrote it");
        }
    }

    private static Journal whole(Journal journal, String place) {
        if (journal.format() < Math.max(Format.of(journal.experiment()), Format.of(journal.entries()))) {
            throw new StoreException(
                    place + ": a word in it is not of journal format " + journal.format() + Misreading.OTHER_VERSION);
        }
        return journal;
    }

    private static ObjectMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule())
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT));
        strict(builder);
        for (Class<?> sealed : SEALED) {
            builder.addMixIn(sealed, Named.class);
            for (Class<?> word : sealed.getPermittedSubclasses()) {
                builder.registerSubtypes(new NamedType(word, name(word)));
            }
        }
        return builder.build();
    }

    /** What is missing, doubled, cut off or of another kind is not guessed. */
    private static void strict(JsonMapper.Builder builder) {
        builder.enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    }

    private static String name(Class<?> word) {
        return word.getSimpleName().substring(0, 1).toLowerCase(Locale.ROOT)
                + word.getSimpleName().substring(1);
    }
}
