package io.mirrorexperiment.journal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import java.util.List;
import java.util.stream.Collectors;

/** Why a text is no journal, in a sentence that quotes nothing of it but names of fields and words. Pure. */
final class Misreading {
    static final String NO_JOURNAL =
            "this is no journal of mirror-experiment; perhaps the text is cut off or was edited. Take it away and undo the"
                    + " run with `mirror-experiment restore`, which needs the claim in the cluster only";

    static final String OTHER_VERSION =
            "; it was written by another version of mirror-experiment, or edited: use the version that wrote it";

    private Misreading() {}

    static String words(Exception e) {
        if (e instanceof PropertyBindingException unknown) {
            return "unknown field '" + unknown.getPropertyName() + "'" + at(unknown.getPath()) + OTHER_VERSION;
        }
        if (e instanceof InvalidTypeIdException unknown && unknown.getTypeId() != null) {
            return "unknown word '" + unknown.getTypeId() + "'" + at(unknown.getPath()) + OTHER_VERSION;
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "a value is missing or not what it must be" + at(mapping.getPath()) + OTHER_VERSION;
        }
        return e instanceof JsonProcessingException syntax ? line(syntax.getLocation()) + NO_JOURNAL : NO_JOURNAL;
    }

    private static String at(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining("", " at journal", ""));
    }

    private static String line(JsonLocation where) {
        return where == null || where.getLineNr() < 1
                ? ""
                : "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
    }
}
