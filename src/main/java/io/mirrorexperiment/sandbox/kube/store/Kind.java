package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * One kind of object, as discovery shows it.
 *
 * @param group empty for the core group
 * @param versions the preferred one first; all of them show the same stored object
 * @param plural as in addresses
 * @param kind as in objects
 * @param shortNames as kubectl takes them
 * @param traits what is special about it
 * @param columns how a table shows it, beside its name and age; empty for kinds whose table is made by code
 */
public record Kind(
        String group,
        List<String> versions,
        String plural,
        String kind,
        boolean namespaced,
        List<String> shortNames,
        Set<Trait> traits,
        List<Column> columns) {

    /** What is special about a kind. */
    public enum Trait {
        /** Has a status of its own, written through its own address. */
        STATUS,
        /** Has a scale. */
        SCALE,
        /** Counts changes of its spec. */
        GENERATION,
        /** Built into Kubernetes: takes strategic merge patches and updates without a resourceVersion. */
        BUILT_IN,
        /** Built in, yet an update must name the resourceVersion it is based on. */
        CONDITIONAL,
        /** Its table doesn't tell its age. */
        AGELESS,
        /** Comes with Knative Serving. */
        KNATIVE
    }

    /**
     * A column of a custom resource's table.
     *
     * @param path simple JSON path, as in {@code .spec.hosts}
     */
    public record Column(String name, String type, String path) {}

    public Kind {
        versions = List.copyOf(versions);
        shortNames = List.copyOf(shortNames);
        traits = Set.copyOf(traits);
        columns = List.copyOf(columns);
    }

    /** Plural with its group, as error messages and roles name it. */
    public String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** Name of one object in lower case. */
    public String singular() {
        return kind.toLowerCase(java.util.Locale.ROOT);
    }

    /** The apiVersion under which objects are stored. */
    public String apiVersion() {
        return apiVersion(versions.get(0));
    }

    /** The apiVersion of one served version. */
    public String apiVersion(String version) {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Whether it has a trait. */
    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** The stored object as one version shows it; shares its inside with the stored one. */
    public ObjectNode shown(ObjectNode stored, String version) {
        if (version.equals(versions.get(0))) {
            return stored;
        }
        ObjectNode shown = Tree.object();
        shown.put("apiVersion", apiVersion(version));
        stored.properties().forEach(field -> {
            if (!field.getKey().equals("apiVersion")) {
                shown.set(field.getKey(), field.getValue());
            }
        });
        return shown;
    }
}
