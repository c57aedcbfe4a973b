package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Journals in small texts. The head of a run is one text; a journal that does not fit in it lies in segments that the head
 * names. A save writes new segments, then puts the head in its place by compare-and-set, then deletes the old segments, so a
 * reader never sees half a journal.
 */
public final class SegmentStore implements JournalStore {
    private static final String PREFIX = "mirror-experiment-journal.";
    private static final String SEGMENTS = "segments ";

    private final Texts texts;

    /** Journals in these texts. */
    public SegmentStore(Texts texts) {
        this.texts = texts;
    }

    @Override
    public Optional<Journal> load(RunId run) {
        return texts.read(head(run)).map(this::journal);
    }

    @Override
    public boolean save(Journal journal) {
        Optional<Texts.Text> head = texts.read(head(journal.id()));
        boolean continues = head.map(this::journal).map(journal::continues).orElse(true);
        return continues && write(journal, head);
    }

    @Override
    public List<RunId> runs() {
        return texts.names().stream()
                .filter(name -> name.startsWith(PREFIX))
                .flatMap(name -> RunId.parse(name.substring(PREFIX.length())).stream())
                .toList();
    }

    @Override
    public String place() {
        return texts.place();
    }

    private boolean write(Journal journal, Optional<Texts.Text> head) {
        String text = JournalText.write(journal);
        List<String> fresh = text.length() <= Texts.LONGEST ? List.of() : segments(journal, text);
        String content = fresh.isEmpty() ? text : SEGMENTS + String.join(" ", fresh);
        boolean kept = head.map(before -> texts.replace(before, content))
                .orElseGet(() -> texts.create(head(journal.id()), content));
        List<String> useless = kept ? head.map(SegmentStore::named).orElse(List.of()) : fresh;
        useless.stream().filter(name -> !kept || !fresh.contains(name)).forEach(texts::delete);
        return kept;
    }

    /** Names that no other attempt has, so that a twin saving at the same time does no harm. */
    private List<String> segments(Journal journal, String text) {
        List<String> names = new ArrayList<>();
        String attempt = Long.toHexString(System.nanoTime()) + Integer.toHexString(text.hashCode());
        for (int from = 0; from < text.length(); from += Texts.LONGEST) {
            String name = "mirror-experiment-segment." + journal.id() + "." + attempt + "." + names.size();
            texts.create(name, text.substring(from, Math.min(text.length(), from + Texts.LONGEST)));
            names.add(name);
        }
        return names;
    }

    private Journal journal(Texts.Text head) {
        List<String> segments = named(head);
        if (segments.isEmpty()) {
            return JournalText.read(head.content(), head.name());
        }
        StringBuilder text = new StringBuilder();
        for (String segment : segments) {
            text.append(texts.read(segment)
                    .orElseThrow(() -> new StoreException(head.name() + ": its segment " + segment + " is gone"))
                    .content());
        }
        return JournalText.read(text.toString(), head.name());
    }

    private static List<String> named(Texts.Text head) {
        return head.content().startsWith(SEGMENTS)
                ? List.of(head.content().substring(SEGMENTS.length()).split(" "))
                : List.of();
    }

    private static String head(RunId run) {
        return PREFIX + run;
    }
}
