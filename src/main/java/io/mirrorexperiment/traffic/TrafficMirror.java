package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/**
 * A way to copy live traffic. All methods are pure functions of the course and of the route objects as they were just read
 * (all objects of {@link #kinds} in all namespaces that we may read, and the Service).
 *
 * <p>Every step is idempotent: on objects that are as they shall be it asks for no change. Steps undo each other but for the
 * generation, which only rises: {@code prepare pin mirror} are undone by {@code unmirror unpin clear}. Only our own fields are
 * touched; fields that nobody here knows survive. {@code unmirror} raises the route's generation above the course's, after
 * which {@code prepare}, {@code pin} and {@code mirror} of that course are barred.
 */
public interface TrafficMirror {
    /** The provider's word in a spec. */
    String name();

    /** The kinds of objects that routes are made of here; all objects of these are read. */
    List<Kind> kinds();

    /** Of these the kinds whose objects may lead to the service from other namespaces. */
    default List<Kind> abroad() {
        return kinds();
    }

    /** What is read by its name besides. */
    default List<Address> named(Course course) {
        return List.of(new Address(Kind.SERVICE, course.namespace(), course.service()));
    }

    /** The routes of the user's that lead to the service; providers that nobody chooses by what is there say none. */
    default List<Manifest> leading(Course course, List<Manifest> objects) {
        return List.of();
    }

    /**
     * Looks whether the routes can be used.
     *
     * @param route name of the route object to use where several could be meant
     */
    Survey survey(Course course, Optional<String> route, List<Manifest> objects);

    /** Both versions can be addressed; no traffic moves. */
    Step prepare(Course course, List<Manifest> objects);

    /** Every route to the service leads to the live version only. */
    Step pin(Course course, List<Manifest> objects);

    /** Copies go to the dark version. */
    Step mirror(Course course, List<Manifest> objects);

    /** No copies go to the dark version, and no late twin of this run can bring them back. */
    Step unmirror(Course course, List<Manifest> objects);

    /** What {@link #pin} did is undone. */
    Step unpin(Course course, List<Manifest> objects);

    /** What {@link #prepare} did is undone. */
    Step clear(Course course, List<Manifest> objects);

    /** Whether routes can divide live requests: {@link #pin} among the versions of {@link Course#shares}, {@link #lead} in parts. */
    default boolean divides() {
        return false;
    }

    /** All live traffic goes to the dark version for good; the old one stays in the route at weight 0. */
    Step shift(Course course, List<Manifest> objects);

    /**
     * A part of the live traffic goes to the dark version, the rest where it went before. {@link #shift} is the last such step, and
     * {@link #shiftBack} undoes all of them.
     *
     * @param percent from 0, at which the dark version can only be addressed, to 99
     */
    default Step lead(Course course, int percent, List<Manifest> objects) {
        return new Step.Barred("live traffic is not divided by " + name());
    }

    /** Whether the objects say that this part of the live traffic goes to the dark version, on every route to the service. */
    default boolean leads(Course course, int percent, List<Manifest> objects) {
        return false;
    }

    /** What {@link #shift} did is undone. */
    Step shiftBack(Course course, List<Manifest> objects);

    /** After a shift: the old version leaves the route, and what was ours of the route becomes the user's. */
    Step dropOld(Course course, List<Manifest> objects);

    /** The highest generation that any of the routes has seen; 0 if none has seen any. */
    long generation(Course course, List<Manifest> objects);

    /** Whether copies go to the dark version, as far as the objects say. */
    boolean mirrors(Course course, List<Manifest> objects);
}
