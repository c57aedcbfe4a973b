package io.mirrorexperiment.traffic;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.manifest.Address;
import java.util.List;
import java.util.OptionalDouble;

/** Whether a route can be used as a course asks. */
public sealed interface Survey {
    /**
     * It can.
     *
     * @param routes every route object that will be edited or made, in the order of the edits
     * @param mirrored the percentage that a mirror which is there already copies to the dark version; empty if there is none
     * @param warnings what a careful person would like to know first
     * @param byShadow whether a route tells copies from originals by the suffix {@code -shadow} of their authority
     * @param besides where live requests go besides the live version, in the order of the routes
     */
    record Possible(
            List<Address> routes,
            OptionalDouble mirrored,
            List<String> warnings,
            boolean byShadow,
            List<Beside> besides)
            implements Survey {
        /** Of a route by which the live version alone gets requests. */
        public Possible(List<Address> routes, OptionalDouble mirrored, List<String> warnings, boolean byShadow) {
            this(routes, mirrored, warnings, byShadow, List.of());
        }

        /** Copies. */
        public Possible {
            routes = List.copyOf(routes);
            warnings = List.copyOf(warnings);
            besides = List.copyOf(besides);
        }
    }

    /**
     * It cannot, and nothing has been changed.
     *
     * @param cause the cause word
     * @param because what is in the way, where, and the way out
     */
    record Impossible(Cause cause, String because) implements Survey {}
}
