package io.mirrorexperiment.spec;

import java.util.List;

/**
 * Values of a chart as Helm's flags give them; later ones win, in the order of these fields.
 *
 * @param files of values, YAML
 * @param set lines of values
 * @param setString lines of values that are text
 * @param setFile lines of values that are the texts of files
 */
public record ChartFlags(List<String> files, List<String> set, List<String> setString, List<String> setFile) {
    /** Copies. */
    public ChartFlags {
        files = List.copyOf(files);
        set = List.copyOf(set);
        setString = List.copyOf(setString);
        setFile = List.copyOf(setFile);
    }
}
