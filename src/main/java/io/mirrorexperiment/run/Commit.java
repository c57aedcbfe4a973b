package io.mirrorexperiment.run;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody has to bring into git in one go, for a run that writes no routes itself.
 *
 * @param stage what it is for
 * @param objects as they shall stand in git, whole but for workloads, of which only what changes is there
 * @param removals what shall stand in git no more
 */
public record Commit(Stage stage, List<Manifest> objects, Set<Address> removals) {
    /** Copies. */
    public Commit {
        objects = List.copyOf(objects);
        removals = Collections.unmodifiableSet(new LinkedHashSet<>(removals));
    }

    /** What a commit is for, in the order of a run; the number of a stage leads its name, so that folders sort alike. */
    public enum Stage {
        /** Both versions can be addressed. */
        SUBSETS("1-subsets", "routes can tell the versions apart"),
        /** The live version keeps its users. */
        PIN("2-pin", "requests go to the live version only, whatever is deployed beside it"),
        /** Copies flow. */
        MIRROR("3-mirror", "copies go to the dark version"),
        /** No copies flow. */
        UNMIRROR("4-unmirror", "no copies go to the dark version any more"),
        /** The dark version can take the users. */
        ADDRESS("5-address", "routes can name the version that conforms, and it has as many pods as the live one"),
        /** The dark version gets the users. */
        PROMOTE("5-promote", "the promotion: users get the version that conforms"),
        /** What only the old version needed is gone. */
        SETTLE("5-settle", "what routes do not name after the promotion is gone"),
        /** The pin is gone. */
        UNPIN("6-unpin", "requests go where they went before"),
        /** The subsets are gone. */
        CLEAR("7-clear", "nothing of the run is left in the routes");

        private final String word;
        private final String purpose;

        Stage(String word, String purpose) {
            this.word = word;
            this.purpose = purpose;
        }

        /** Its name, fit for a folder. */
        public String word() {
            return word;
        }

        /** What is so once it is committed, in words. */
        public String purpose() {
            return purpose;
        }
    }

    /** What changes ask for; the last one of an object counts. */
    static Commit of(Stage stage, List<Change> changes) {
        Map<Address, Manifest> objects = new LinkedHashMap<>();
        Set<Address> removals = new LinkedHashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.Delete) {
                objects.remove(change.address());
                removals.add(change.address());
            } else {
                Manifest after =
                        change instanceof Change.Update update ? update.after() : ((Change.Create) change).manifest();
                objects.put(change.address(), Commits.inGit(after));
            }
        }
        return new Commit(stage, List.copyOf(objects.values()), removals);
    }

    boolean isEmpty() {
        return objects.isEmpty() && removals.isEmpty();
    }

    /** As in {@code 3-mirror: VirtualService default/reviews}. */
    public String words() {
        Stream<String> changed = objects.stream().map(object -> object.address().words());
        Stream<String> removed = removals.stream().map(address -> address.words() + " (remove it)");
        return stage.word() + ": " + Stream.concat(changed, removed).collect(Collectors.joining(", "));
    }

    /** As YAML documents, for {@code kubectl apply} as well; what is to be removed stands there as a comment. */
    public String text() {
        String removed = removals.stream()
                .map(address -> "# remove " + address.words() + "\n")
                .collect(Collectors.joining());
        String documents = objects.stream()
                .map(object -> "---\n" + ManifestText.write(object.tree()))
                .collect(Collectors.joining());
        return "# " + stage.word() + ": " + stage.purpose() + "\n" + removed + documents;
    }

    /** The text of each file by its name, one for each object; what is to be removed is listed in a file of its own. */
    public Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        objects.forEach(object -> files.put(name(object.address()), ManifestText.write(object.tree())));
        if (!removals.isEmpty()) {
            files.put(
                    "remove.txt",
                    removals.stream().map(address -> name(address) + "\n").collect(Collectors.joining()));
        }
        return files;
    }

    private static String name(Address address) {
        return address.kind().kind() + "." + address.namespace() + "." + address.name() + ".yaml";
    }
}
