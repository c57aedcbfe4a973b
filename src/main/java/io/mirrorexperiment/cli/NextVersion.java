package io.mirrorexperiment.cli;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** What a dark version is called: by the tag of its image, or by counting on. Pure. */
final class NextVersion {
    private static final Pattern TAG = Pattern.compile("[^@]*:([A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)");
    private static final Pattern NUMBERED = Pattern.compile("(v?)([0-9]{1,9})");

    private NextVersion() {}

    /**
     * A name that none of the others has.
     *
     * @param live the live version's; may be empty
     * @param image the dark image, if somebody has said it
     */
    static String after(String live, Optional<String> image, Collection<String> taken) {
        Matcher numbered = NUMBERED.matcher(live);
        if (numbered.matches()) {
            return LongStream.iterate(Long.parseLong(numbered.group(2)) + 1, next -> next + 1)
                    .mapToObj(next -> numbered.group(1) + next)
                    .filter(next -> !taken.contains(next))
                    .findFirst()
                    .orElseThrow();
        }
        return image.map(TAG::matcher)
                .filter(Matcher::matches)
                .map(tag -> tag.group(1))
                .filter(tag -> !tag.equals("latest") && !taken.contains(tag))
                .orElse(taken.contains("dark") ? "dark-2" : "dark");
    }
}
