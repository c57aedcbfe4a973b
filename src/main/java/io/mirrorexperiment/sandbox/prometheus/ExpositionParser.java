package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.Exposition.Line;
import io.mirrorexperiment.sandbox.prometheus.Exposition.Malformed;
import io.mirrorexperiment.sandbox.prometheus.Exposition.Metadata;
import io.mirrorexperiment.sandbox.prometheus.Exposition.Read;
import io.mirrorexperiment.sandbox.prometheus.promql.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text exposition format, version 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). Used once per exposition.
 */
final class ExpositionParser {
    private static final Pattern COMMENT =
            Pattern.compile("#[ \\t]+(TYPE|HELP)[ \\t]+([a-zA-Z_:][a-zA-Z0-9_:]*)[ \\t]*(.*)", Pattern.DOTALL);
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    private final Dialect dialect;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Metadata> metadata = new LinkedHashMap<>();
    private String currentType = "unknown";

    ExpositionParser(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Never throws: a text that is no exposition is {@link Malformed}. */
    Exposition parse(String text) {
        String[] rows = text.split("\n", -1);
        for (int i = 0; i < rows.length; i++) {
            try {
                row(rows[i]);
            } catch (SampleLine.NotOne notOne) {
                return new Malformed(i + 1, String.valueOf(notOne.getMessage()), notOne.readable(), lines);
            }
        }
        return new Read(lines, metadata);
    }

    private void row(String row) throws SampleLine.NotOne {
        String blank = row.replaceFirst("^[ \\t]+", "");
        if (blank.startsWith("#")) {
            comment(blank);
        } else if (!blank.isEmpty()) {
            Line line = new SampleLine(row).read();
            lines.add(dialect.normalisesFloatLabels() ? FloatLabels.normalised(line, currentType) : line);
        }
    }

    private void comment(String row) throws SampleLine.NotOne {
        Matcher comment = COMMENT.matcher(row);
        if (!comment.matches()) {
            return;
        }
        String name = comment.group(2);
        String rest = comment.group(3);
        Metadata known = metadata.getOrDefault(name, new Metadata("unknown", ""));
        if (comment.group(1).equals("HELP")) {
            metadata.put(
                    name, new Metadata(known.type(), rest.replace("\\n", "\n").replace("\\\\", "\\")));
            return;
        }
        if (!TYPES.contains(rest)) {
            throw new SampleLine.NotOne("invalid metric type \"" + rest + "\"");
        }
        currentType = rest.equals("untyped") ? "unknown" : rest;
        metadata.put(name, new Metadata(currentType, known.help()));
    }
}
