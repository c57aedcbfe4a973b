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

    /** What this process read or wrote last; the version of a head tells whether that is still so. */
    private final Map<RunId, Known> known = new ConcurrentHashMap<>();

    private final boolean lasting;

    /** Journals in these texts. */
    public SegmentStore(Texts texts) {
        this(texts, false);
    }

    /**
     * Journals in these texts.
     *
     * @param lasting whether what is known of a run is kept until it ends, so that it can be recalled
     */
    public SegmentStore(Texts texts, boolean lasting) {
        this.texts = texts;
        this.lasting = lasting;
    }

    @Override
    public Optional<Journal> load(RunId run) {
        return journal(run, texts.read(head(run)));
    }

    @Override
    public Optional<Journal> recall(RunId run) {
        Optional<Journal> own =
                lasting ? Optional.ofNullable(known.get(run)).flatMap(Known::journal) : Optional.empty();
        return own.isPresent() ? own : load(run);
    }

    /** Who knows what is stored writes at once: the version tells whether anybody was there meanwhile. */
    @Override
    public boolean save(Journal journal) {
        Optional<Known> own = Optional.ofNullable(known.get(journal.id()))
                .filter(last -> last.journal().filter(journal::continues).isPresent());
        return (own.isPresent() && write(journal, own)) || saveAfterReading(journal);
    }

    private boolean saveAfterReading(Journal journal) {
        Optional<Texts.Text> head = texts.read(head(journal.id()));
        boolean continues = journal(journal.id(), head).map(journal::continues).orElse(true);
        return continues && write(journal, head.map(text -> known(journal.id(), text)));
    }

    /** Of a head that was read just now. */
    private Known known(RunId run, Texts.Text head) {
        Known own = known.get(run);
        return own != null && own.version().equals(head.version())
                ? own
                : new Known(head.version(), named(head), Optional.empty(), false);
    }

    @Override
    public List<RunId> runs() {
        return texts.names().stream().flatMap(name -> run(name).stream()).toList();
    }

    @Override
    public String place() {
        return texts.place();
    }

    private boolean write(Journal journal, Optional<Known> before) {
        String text = JournalText.ascii(journal);
        List<String> old = before.map(Known::names).orElse(List.of());
        List<String> parts = Segment.cut(text);
        if (parts.size() == 1 && old.isEmpty()) {
            return put(journal, before, List.of(), text, text);
        }
        Set<String> useless = new HashSet<>(old);
        useless.addAll(before.filter(Known::tidy).isPresent() ? List.of() : strays(journal.id()));
        known.remove(journal.id());
        List<String> names = parts.size() == 1 ? List.of() : segments(journal.id(), parts, old);
        String content = names.isEmpty() ? text : SEGMENTS + String.join(" ", names);
        boolean kept = put(journal, before, names, content, text);
        if (kept) {
            useless.removeAll(new HashSet<>(names));
            boolean tidy = tidied(useless);
            known.computeIfPresent(journal.id(), (run, own) -> own.tidy(tidy));
        } else {
            tidied(names.stream().filter(name -> !old.contains(name)).toList());
        }
        return kept;
    }

    /** What was refused is not known any more. */
    private boolean put(Journal journal, Optional<Known> before, List<String> names, String content, String text) {
        String name = head(journal.id());
        Optional<String> version =
                before.isPresent() ? texts.replace(name, before.get().version(), content) : texts.create(name, content);
        known.remove(journal.id());
        version.ifPresent(now -> remember(journal, new Known(now, names, pressed(journal, text), false)));
        return version.isPresent();
    }

    /**
     * Segments that a process left behind when it died. They are listed before the head is replaced: a twin that is still
     * writing one of them has read an older head, so its own replacement is refused and nobody will miss them.
     */
    private List<String> strays(RunId run) {
        return texts.names().stream()
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
        if (texts.create(name, part).isEmpty()) {
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
        Optional<Journal> own = Optional.ofNullable(known.get(run))
                .filter(last -> last.version().equals(head.version()))
                .flatMap(Known::journal);
        if (own.isPresent()) {
            return own;
        }
        List<String> segments = named(head);
        Optional<String> text = segments.isEmpty() ? Optional.of(head.content()) : content(segments);
        return text.map(read -> {
            Journal journal = read(run, read);
            remember(journal, new Known(head.version(), segments, pressed(journal, read), false));
            return journal;
        });
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

    private Optional<Pressed> pressed(Journal journal, String text) {
        return Optional.of(lasting ? Pressed.lasting(journal, text) : Pressed.fleeting(journal));
    }

    private void remember(Journal journal, Known own) {
        if (!journal.has(Entry.Finished.class)) {
            known.put(journal.id(), own);
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
