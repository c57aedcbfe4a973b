package io.mirrorexperiment.run;

import io.mirrorexperiment.manifest.Address;
import java.util.List;

/** What became of a scenario. */
public sealed interface Staged {
    /**
     * The objects are as they shall be.
     *
     * @param changed objects that were made, changed or deleted for it; none if all was so already
     * @param warnings what a careful person would like to know
     */
    record Done(List<Address> changed, List<String> warnings) implements Staged {
        /** Copies. */
        public Done {
            changed = List.copyOf(changed);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * It cannot be.
     *
     * @param because what is in the way, where, and the way out
     * @param changed objects that had been changed when it came up; none as a rule
     */
    record Refused(String because, List<Address> changed) implements Staged {
        /** Copies. */
        public Refused {
            changed = List.copyOf(changed);
        }
    }

    /**
     * Nothing was written; this is what would be.
     *
     * @param manifests the changed objects as they would be, one YAML document each
     * @param diffs the same beside what is there
     * @param warnings what a careful person would like to know
     */
    record Rehearsed(List<String> manifests, List<String> diffs, List<String> warnings) implements Staged {
        /** Copies. */
        public Rehearsed {
            manifests = List.copyOf(manifests);
            diffs = List.copyOf(diffs);
            warnings = List.copyOf(warnings);
        }
    }
}
