package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the values of a chart of Iter8's command line (0.10 to 0.13) into what it would run. The charts are built in; nothing is rendered, and nothing
 * downloaded. What Iter8 passed over in silence is a mistake here. Pure but for the files that the flags name.
 */
public final class ChartReader {
    /** The chart for workloads behind Istio. */
    public static final String SLO_VALIDATION_ISTIO = "slo-validation-istio";

    /** The one chart of Iter8 0.11 and later. */
    public static final String ITER8 = "iter8";

    private static final Piece NOTHING = new Piece.Mapping(List.of(), Place.PARAMETER);

    private final Notes notes = new Notes();
    private final List<Mistake> elsewhere = new ArrayList<>();
    private final SpecFiles files;

    private ChartReader(SpecFiles files) {
        this.files = files;
    }

    /**
     * What a chart with these values comes to.
     *
     * @param files reads what the flags name
     * @param inCluster whether something in a cluster runs the loops
     */
    public static ChartResult read(String chart, ChartFlags flags, SpecFiles files, boolean inCluster) {
        return new ChartReader(files).result(chart, flags, inCluster);
    }

    private ChartResult result(String chart, ChartFlags flags, boolean inCluster) {
        Optional<ChartForm> form = ChartForm.named(chart, inCluster, notes);
        Field values = new Field("", values(form.map(ChartForm::defaults).orElse(NOTHING), flags), notes);
        Optional<Launch> launch = form.flatMap(known -> known.read(values));
        elsewhere.addAll(notes.mistakes());
        return launch.isPresent() && elsewhere.isEmpty()
                ? new ChartResult.Valid(launch.get(), notes.defaults())
                : new ChartResult.Invalid(elsewhere);
    }

    private Piece values(Piece defaults, ChartFlags flags) {
        Piece values = defaults;
        for (String file : flags.files()) {
            values = HelmValues.merged(values, file(file));
        }
        for (String line : flags.set()) {
            values = set("--set", line, values, HelmLine::set);
        }
        for (String line : flags.setString()) {
            values = set("--set-string", line, values, HelmLine::setString);
        }
        for (String line : flags.setFile()) {
            values = set("--set-file", line, values, this::setFile);
        }
        return values;
    }

    private interface Line {
        List<HelmLine.Assignment> read(String line) throws HelmLine.Refused;
    }

    private Piece set(String flag, String line, Piece values, Line reading) {
        try {
            Piece whole = values;
            for (HelmLine.Assignment assignment : reading.read(line)) {
                whole = HelmValues.with(whole, assignment);
            }
            return whole;
        } catch (HelmLine.Refused e) {
            elsewhere.add(new Mistake("", 0, 0, flag + " " + Shown.visible(line, 100) + ": " + e.getMessage()));
            return values;
        }
    }

    private List<HelmLine.Assignment> setFile(String line) throws HelmLine.Refused {
        List<HelmLine.Assignment> texts = new ArrayList<>();
        for (HelmLine.Assignment path : HelmLine.setString(line)) {
            String name = path.value()
                    .filter(Piece.Scalar.class::isInstance)
                    .map(piece -> ((Piece.Scalar) piece).text())
                    .orElseThrow(() -> new HelmLine.Refused("names no file"));
            String text = new String(bytes(name), StandardCharsets.UTF_8);
            texts.add(new HelmLine.Assignment(
                    path.steps(), Optional.of(new Piece.Scalar(text, Piece.Type.TEXT, Place.OVERRIDE))));
        }
        return texts;
    }

    private byte[] bytes(String name) throws HelmLine.Refused {
        try {
            return files.read(name);
        } catch (IOException | RuntimeException e) {
            throw new HelmLine.Refused(Shown.visible(name, 100) + " can't be read: " + String.valueOf(e.getMessage()));
        }
    }

    private Piece file(String name) {
        Notes aside = new Notes();
        try {
            List<Piece> documents = YamlText.documents(bytes(name), aside);
            if (documents.size() > 1) {
                aside.mistake("", Place.START, "holds several documents; Helm reads one");
            }
            aside.mistakes().forEach(each -> elsewhere.add(inFile(name, each)));
            return documents.stream().findFirst().orElse(NOTHING);
        } catch (HelmLine.Refused e) {
            elsewhere.add(new Mistake("", 0, 0, String.valueOf(e.getMessage())));
            return NOTHING;
        }
    }

    private static Mistake inFile(String name, Mistake mistake) {
        return new Mistake("", 0, 0, Shown.visible(name, 100) + ": " + mistake);
    }
}
