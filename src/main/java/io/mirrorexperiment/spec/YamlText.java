package io.mirrorexperiment.spec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Bytes → YAML documents with the place of every value; never throws, whatever the bytes are. */
final class YamlText {
    static final LoadSettings SETTINGS = settings(SpecFiles.LONGEST);

    private static final int VALUES_PER_MIB = 200_000;

    private YamlText() {}

    /** The documents of a text that are not empty; none if it can't be read, which is then noted. */
    static List<Piece> documents(byte[] bytes, Notes notes) {
        return documents(bytes, SpecFiles.LONGEST, notes);
    }

    /** The same of a text of at most so many bytes. */
    static List<Piece> documents(byte[] bytes, int longest, Notes notes) {
        return text(bytes, longest, notes)
                .map(text -> parsed(text, longest, notes))
                .orElse(List.of());
    }

    private static LoadSettings settings(int longest) {
        return LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setCodePointLimit(longest)
                .build();
    }

    private static Optional<String> text(byte[] bytes, int longest, Notes notes) {
        if (bytes.length > longest) {
            String limit = (longest >> 20) + " MiB";
            notes.mistake(
                    "", Place.START, "the text is longer than " + limit + "; nothing that is read here is that long");
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            notes.mistake("", Place.START, "the text is not UTF-8; save it with that encoding");
            return Optional.empty();
        }
    }

    private static List<Piece> parsed(String text, int longest, Notes notes) {
        PieceBuilder builder = new PieceBuilder((longest >> 20) * VALUES_PER_MIB);
        try {
            for (Event event : new Parse(settings(longest)).parseString(text)) {
                builder.accept(event);
            }
            return builder.documents();
        } catch (PieceBuilder.Refused e) {
            notes.mistake("", e.place(), e.sentence());
        } catch (MarkedYamlEngineException e) {
            notes.mistake("", placeOf(e), "this is not YAML: " + advice(e));
        } catch (ReaderException e) {
            notes.mistake(
                    "",
                    placeAt(text, e.getPosition()),
                    "this is not YAML: a character that can't be printed; remove it");
        } catch (YamlEngineException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // The parser has a few corners in which it fails without a place, such as a text that ends inside an
            // escape.
            notes.mistake("", builder.reached(), "this is not YAML from here on");
        }
        return List.of();
    }

    private static Place placeOf(MarkedYamlEngineException problem) {
        return problem.getProblemMark()
                .or(problem::getContextMark)
                .map(YamlText::placeOf)
                .orElse(Place.START);
    }

    static Place placeOf(Mark mark) {
        return Place.inText(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Place placeAt(String text, int codePoints) {
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return Place.inText(line, end - before.lastIndexOf('\n'));
    }

    private static String advice(MarkedYamlEngineException problem) {
        String plain = String.valueOf(problem.getProblem()).strip().replaceAll("\\s+", " ");
        if (plain.contains("TAB")) {
            return "a tab; indent with spaces";
        }
        if (String.valueOf(problem.getContext()).matches(".*(alias|anchor).*")) {
            return "a * or & that names nothing; to mean the character itself, write \"*\" in quotes";
        }
        if (plain.contains("mapping values are not allowed")) {
            return "a second colon in one line, or a wrong indentation; put text that holds ': ' in quotes";
        }
        return plain;
    }
}
