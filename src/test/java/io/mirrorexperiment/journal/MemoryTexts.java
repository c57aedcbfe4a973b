package io.mirrorexperiment.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Texts in memory, which count what is done to them and can lose their user before any of it. */
final class MemoryTexts implements Texts {
    private final Map<String, Text> texts = new TreeMap<>();
    private final List<String> deeds = new ArrayList<>();
    private long version;
    private int deedsLeft = Integer.MAX_VALUE;
    private Runnable beforeSegment = () -> {};

    /** The process that used these texts was killed. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The next deeds but so many never happen. */
    synchronized void killAfter(int left) {
        deedsLeft = left;
    }

    synchronized void heal() {
        deedsLeft = Integer.MAX_VALUE;
        deeds.clear();
    }

    /** What somebody else does, once, when a text is about to be read that {@link SegmentStore} keeps a segment in. */
    synchronized void beforeSegmentIsRead(Runnable work) {
        beforeSegment = work;
    }

    synchronized List<String> deeds() {
        return List.copyOf(deeds);
    }

    @Override
    public synchronized Optional<Text> read(String name) {
        done("read " + name);
        if (name.contains("segment")) {
            Runnable work = beforeSegment;
            beforeSegment = () -> {};
            work.run();
        }
        return Optional.ofNullable(texts.get(name));
    }

    @Override
    public synchronized Optional<String> create(String name, String content) {
        done("create " + name);
        Text made = text(name, content);
        return texts.putIfAbsent(name, made) == null ? Optional.of(made.version()) : Optional.empty();
    }

    @Override
    public synchronized Optional<String> replace(String name, String version, String content) {
        done("replace " + name);
        Text before = texts.get(name);
        if (before == null || !before.version().equals(version)) {
            return Optional.empty();
        }
        Text after = text(name, content);
        texts.put(name, after);
        return Optional.of(after.version());
    }

    @Override
    public synchronized void delete(String name) {
        done("delete " + name);
        texts.remove(name);
    }

    @Override
    public synchronized List<String> names() {
        done("names");
        return List.copyOf(texts.keySet());
    }

    @Override
    public String place() {
        return "texts of a test";
    }

    /** Texts that hold segments. */
    synchronized List<String> segments() {
        return texts.keySet().stream().filter(name -> name.contains("segment")).toList();
    }

    /** The longest text in bytes of UTF-8. */
    synchronized int longest() {
        return texts.values().stream()
                .mapToInt(text -> text.content().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
    }

    private void done(String deed) {
        if (deedsLeft == 0) {
            throw new Killed();
        }
        deedsLeft--;
        deeds.add(deed);
    }

    private Text text(String name, String content) {
        version++;
        return new Text(name, content, Long.toString(version));
    }
}
