package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an object remembers of its newest run, in an annotation: written before the run is begun, so that whoever leads next finds it
 * again and begins no second one. Pure.
 *
 * @param run its id
 * @param uid of the object that it was begun for: a copy of the object has no part in it
 * @param edition of the object that it was begun for, or that was refused since
 * @param generation of the object that was looked at last
 * @param ended whether nothing is left to do about it
 * @param late a generation of the object that came after the point of no return, and was refused; 0 for none
 * @param target that it has until it has ended
 */
record Mark(RunId run, String uid, long edition, long generation, boolean ended, long late, String target) {
    static final String KEY = "mirror-experiment.io/run";

    private static final Pattern FORM = Pattern.compile(
            "(\\S+) uid=(\\S*) edition=([0-9]{1,18}) generation=([0-9]{1,18}) late=([0-9]{1,18}) (begun|ended) target=(.*)",
            Pattern.DOTALL);

    /**
     * Of an object; empty where there is none, and where it is another's: copied, or written by hand. Whoever may write annotations in one
     * namespace has no part in the runs and targets of others.
     */
    static Optional<Mark> of(Manifest object) {
        return object.annotation(KEY).flatMap(Mark::parse).filter(mark -> mark.isOf(object));
    }

    private boolean isOf(Manifest object) {
        return uid.equals(object.uid())
                && run.namespace().equals(object.namespace())
                && run.name().equals(object.name())
                && isIn(object.namespace());
    }

    /** A target without a namespace is a text of Iter8's, which all namespaces share. */
    private boolean isIn(String namespace) {
        return target.indexOf('/') < 0 || target.startsWith(namespace + "/");
    }

    private static Optional<Mark> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? RunId.parse(form.group(1))
                        .map(run -> new Mark(
                                run,
                                form.group(2),
                                Long.parseLong(form.group(3)),
                                Long.parseLong(form.group(4)),
                                form.group(6).equals("ended"),
                                Long.parseLong(form.group(5)),
                                form.group(7)))
                : Optional.empty();
    }

    /** The object was looked at, and asks for the same. */
    Mark seen(long otherEdition, long otherGeneration) {
        return new Mark(run, uid, otherEdition, otherGeneration, ended, late, target);
    }

    /** It asks for something else, too late. */
    Mark refused(long tooLate, long itsGeneration) {
        return new Mark(run, uid, tooLate, itsGeneration, ended, itsGeneration, target);
    }

    Mark over() {
        return new Mark(run, uid, edition, generation, true, late, target);
    }

    Manifest on(Manifest object) {
        return object.withAnnotation(KEY, toString());
    }

    @Override
    public String toString() {
        return run + " uid=" + uid + " edition=" + edition + " generation=" + generation + " late=" + late
                + (ended ? " ended" : " begun") + " target=" + target;
    }
}
