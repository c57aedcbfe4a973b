package io.mirrorexperiment.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds the looks of a journal. When there are {@link #MOST}, the older ones stay at every second, fourth, … tick only: what a look
 * tells is cumulative, so those that stay tell the same in longer strides. The newest {@link #WHOLE} always stay; a rule goes on from
 * the newest alone. Pure.
 */
final class Thinning {
    /** So many looks, about 3 MB of text, are never exceeded. */
    static final int MOST = 1_024;

    /** So far may what is stored be behind what a process knows, in looks. */
    static final int WHOLE = 128;

    private static final int OLDER = 512;

    private Thinning() {}

    /** The entries after which one more look can be appended. */
    static List<Entry> roomy(List<Entry> entries) {
        List<Entry.Iterated> looks = looks(entries);
        if (looks.size() < MOST) {
            return entries;
        }
        Set<Entry> gone = gone(looks.subList(0, looks.size() - WHOLE), stride(looks));
        return entries.stream().filter(entry -> !gone.contains(entry)).toList();
    }

    private static int stride(List<Entry.Iterated> looks) {
        int stride = 2;
        while (looks.get(looks.size() - 1).tick() / stride > OLDER) {
            stride *= 2;
        }
        return stride;
    }

    /** All but the first look of every so many ticks. */
    private static Set<Entry> gone(List<Entry.Iterated> older, int stride) {
        Set<Entry> gone = new HashSet<>();
        int last = 0;
        for (Entry.Iterated look : older) {
            if (look.tick() % stride == 0 && look.tick() > last) {
                last = look.tick();
            } else {
                gone.add(look);
            }
        }
        return gone;
    }

    /**
     * What a longer journal still has of a shorter one: the shorter one's entries, without the looks that went to make room.
     *
     * @param shorter its newest look must not have gone: it tells which history this is
     */
    static List<Entry> remembered(List<Entry> shorter, List<Entry> longer) {
        List<Entry.Iterated> looks = looks(shorter);
        if (looks.isEmpty() || looks(longer).size() <= WHOLE) {
            return shorter;
        }
        Set<Entry> there = new HashSet<>(longer);
        there.add(looks.get(looks.size() - 1));
        List<Entry> remembered = new ArrayList<>(shorter);
        remembered.removeIf(entry -> entry instanceof Entry.Iterated && !there.contains(entry));
        return remembered;
    }

    private static List<Entry.Iterated> looks(List<Entry> entries) {
        return entries.stream()
                .filter(Entry.Iterated.class::isInstance)
                .map(Entry.Iterated.class::cast)
                .toList();
    }
}
