package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.RunId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Journals in small texts. The head of a run is one text; a journal that does not fit in it lies in segments that the head
 * names. A save writes new segments, then puts the head in its place by compare-and-set, then deletes the old segments, so a
 * reader never sees half a journal. A segment is never changed: what a longer journal has in common with the one before stays
 * where it is.
 */
public final class SegmentStore implements JournalStore {
    private static final String PREFIX = "mirror-experiment-journal.";
    private static final String SEGMENTS = "segments ";

    private final Texts texts;

    /** Runs of which this process wrote or read the segments last; a head's content tells whether that is still so. */
    private final Map<RunId, Known> known = new ConcurrentHashMap<>();

    /** Journals in these texts. */
    public SegmentStore(Texts texts) {
        this.texts = texts;
    }

    /**
     * A journal in segments.
     *
     * @param head the head's content; no two journals have the same
     * @param tidy whether there are surely no segments but those that the head names
     */
    private record Known(String head, Journal journal, boolean tidy) {}

    @Override
    public Optional<Journal> load(RunId run) {
        return journal(run, texts.read(head(run)));
    }

    @Override
    public boolean save(Journal journal) {
        Optional<Texts.Text> head = texts.read(head(journal.id()));
        boolean continues = journal(journal.id(), head).map(journal::continues).orElse(true);
        return continues && write(journal, head);
    }

    @Override
    public List<RunId> runs() {
        return texts.names().stream().flatMap(name -> run(name).stream()).toList();
    }

    @Override
    public String place() {
        return texts.place();
    }

    private boolean write(Journal journal, Optional<Texts.Text> before) {
        String text = JournalText.write(journal);
        List<String> old = before.map(SegmentStore::named).orElse(List.of());
        List<String> parts = Segment.cut(text);
        if (parts.size() == 1 && old.isEmpty()) {
            return put(journal.id(), before, text);
        }
        Set<String> useless = new HashSet<>(old);
        useless.addAll(strays(journal.id(), before));
        known.remove(journal.id());
        List<String> names = parts.size() == 1 ? List.of() : segments(journal.id(), parts, old);
        String content = names.isEmpty() ? text : SEGMENTS + String.join(" ", names);
        boolean kept = put(journal.id(), before, content);
        if (kept) {
            useless.removeAll(new HashSet<>(names));
            remember(content, journal, tidied(useless));
        } else {
            tidied(names.stream().filter(name -> !old.contains(name)).toList());
        }
        return kept;
    }

    private boolean put(RunId run, Optional<Texts.Text> before, String content) {
        return before.map(text -> texts.replace(text, content)).orElseGet(() -> texts.create(head(run), content));
    }

    /**
     * Segments that a process left behind when it died. They are listed before the head is replaced: a twin that is still
     * writing one of them has read an older head, so its own replacement is refused and nobody will miss them.
     */
    private List<String> strays(RunId run, Optional<Texts.Text> before) {
        Known own = known.get(run);
        boolean sure = own != null
                && own.tidy()
                && before.map(Texts.Text::content).filter(own.head()::equals).isPresent();
        return sure
                ? List.of()
                : texts.names().stream()
                        .filter(name -> Segment.belongsTo(run, name))
                        .toList();
    }

    private List<String> segments(RunId run, List<String> parts, List<String> old) {
        List<String> names = new ArrayList<>();
        for (String part : parts) {
            String stem = Segment.stem(run, names.size(), part);
            names.add(old.stream()
                    .filter(name -> name.startsWith(stem))
                    .findFirst()
                    .orElseGet(() -> made(stem, part)));
        }
        return names;
    }

    private String made(String stem, String part) {
        String name = Segment.fresh(stem);
        if (!texts.create(name, part)) {
            throw new StoreException(texts.place() + ": there is a text " + name + " already; try again");
        }
        return name;
    }

    /** What cannot be deleted now is looked for at the next save; the journal itself is kept. */
    private boolean tidied(Collection<String> useless) {
        try {
            useless.forEach(texts::delete);
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    /** A reader that finds a segment gone was overtaken by a writer, if the head has changed, too. */
    private Optional<Journal> journal(RunId run, Optional<Texts.Text> first) {
        Optional<Texts.Text> head = first;
        while (head.isPresent()) {
            Optional<Journal> whole = whole(run, head.get());
            if (whole.isPresent()) {
                return whole;
            }
            Optional<Texts.Text> again = texts.read(head(run));
            if (again.equals(head)) {
                throw new StoreException(texts.place() + ": " + head.get().name()
                        + " names a segment that is gone, so the journal is not whole; undo the run with"
                        + " `mirror-experiment restore " + run + "`, then delete that text");
            }
            head = again;
        }
        return Optional.empty();
    }

    private Optional<Journal> whole(RunId run, Texts.Text head) {
        List<String> segments = named(head);
        Known own = known.get(run);
        if (own != null && own.head().equals(head.content())) {
            return Optional.of(own.journal());
        }
        if (segments.isEmpty()) {
            return Optional.of(read(run, head.content()));
        }
        Optional<Journal> journal = content(segments).map(text -> read(run, text));
        journal.ifPresent(read -> remember(head.content(), read, false));
        return journal;
    }

    private Journal read(RunId run, String text) {
        return JournalText.read(text, run, texts.place() + ": " + head(run));
    }

    /** All segments one after the other; empty if one is gone. */
    private Optional<String> content(List<String> segments) {
        StringBuilder text = new StringBuilder();
        for (String segment : segments) {
            Optional<Texts.Text> part = texts.read(segment);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            text.append(part.get().content());
        }
        return Optional.of(text.toString());
    }

    private void remember(String head, Journal journal, boolean tidy) {
        if (head.startsWith(SEGMENTS) && !journal.has(Entry.Finished.class)) {
            known.put(journal.id(), new Known(head, journal, tidy));
        }
    }

    private static List<String> named(Texts.Text head) {
        return head.content().startsWith(SEGMENTS)
                ? List.of(head.content().substring(SEGMENTS.length()).split(" "))
                : List.of();
    }

    /** The run of which a text of this name holds the journal, or its head; empty for any other text. */
    public static Optional<RunId> run(String name) {
        return name.startsWith(PREFIX) ? RunId.parse(name.substring(PREFIX.length())) : Optional.empty();
    }

    private static String head(RunId run) {
        return PREFIX + run;
    }
}
