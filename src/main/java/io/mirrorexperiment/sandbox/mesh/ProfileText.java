package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.mesh.ImageProfile.Call;
import io.mirrorexperiment.sandbox.mesh.ImageProfile.Strain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of a profile: {@code word=value} pairs with commas between them.
 *
 * <ul>
 *   <li>{@code latency=20ms±5ms} (also {@code 20ms+-5ms}, or {@code 20ms} alone): normal
 *   <li>{@code latency=20ms~80ms}: log-normal, median and 95th percentile
 *   <li>{@code errors=0.05}, {@code status=503}, {@code stalls=0.01}, {@code start=2s}, {@code size=1000}
 *   <li>{@code never=CrashLoopBackOff}
 *   <li>{@code calls=reviews:9080/reviews/0}, several with {@code +} between them; {@code tcp://mysqldb:3306} is a plain
 *       connection
 *   <li>{@code serves=tcp}: plain connections instead of requests
 *   <li>{@code strain=reviews-v1:40ms:0.1}: workload, what is added to its latency, share of additional errors
 * </ul>
 */
final class ProfileText {
    private static final Map<String, BiFunction<ImageProfile, String, ImageProfile>> WORDS = words();
    private static final Pattern PAIR = Pattern.compile("([^=,]+)=([^,]+)");
    private static final Pattern NORMAL = Pattern.compile("([^±+~]+?)(?:±|\\+-)([^±+~]+)");
    private static final Pattern LOGNORMAL = Pattern.compile("([^±+~]+)~([^±+~]+)");
    private static final Pattern STRAIN = Pattern.compile("([^:]+):([^:]+)(?::([^:]+))?");

    private ProfileText() {}

    private static Map<String, BiFunction<ImageProfile, String, ImageProfile>> words() {
        Map<String, BiFunction<ImageProfile, String, ImageProfile>> words = new LinkedHashMap<>();
        words.put("latency", (profile, value) -> profile.withLatency(latency(value)));
        words.put("errors", (profile, value) -> profile.withErrors(number(value)));
        words.put("status", (profile, value) -> profile.withErrorStatus(whole(value)));
        words.put("stalls", (profile, value) -> profile.withStalls(number(value)));
        words.put("start", (profile, value) -> profile.withStartUp(duration(value)));
        words.put("never", ImageProfile::withNeverReady);
        words.put("calls", (profile, value) -> profile.withCalls(calls(value)));
        words.put("size", (profile, value) -> profile.withResponseSize(whole(value)));
        words.put("serves", ProfileText::serving);
        words.put("strain", (profile, value) -> profile.withStrain(strain(value)));
        return words;
    }

    static ImageProfile apply(ImageProfile base, String text) {
        ImageProfile profile = base;
        Matcher pair = PAIR.matcher(text);
        int at = 0;
        while (pair.find() && pair.start() == at) {
            profile = applyOne(profile, pair.group(1).strip(), pair.group(2).strip());
            at = pair.end() < text.length() ? pair.end() + 1 : pair.end();
        }
        if (at < text.length() || text.isEmpty() || text.endsWith(",")) {
            throw new IllegalArgumentException("A profile is written word=value,word=value as in"
                    + " errors=0.05,latency=20ms±5ms; can't read '" + text.substring(at) + "' in '" + text + "'");
        }
        return profile;
    }

    private static ImageProfile applyOne(ImageProfile profile, String word, String value) {
        BiFunction<ImageProfile, String, ImageProfile> change = WORDS.get(word);
        if (change == null) {
            throw new IllegalArgumentException(
                    "A profile has no word '" + word + "'; it has " + String.join(", ", WORDS.keySet()));
        }
        try {
            return change.apply(profile, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("In a profile, " + word + "=" + value + ": " + e.getMessage(), e);
        }
    }

    private static Latency latency(String value) {
        Matcher normal = NORMAL.matcher(value);
        if (normal.matches()) {
            return new Latency.Normal(duration(normal.group(1)), duration(normal.group(2)));
        }
        Matcher lognormal = LOGNORMAL.matcher(value);
        if (lognormal.matches()) {
            return new Latency.Lognormal(duration(lognormal.group(1)), duration(lognormal.group(2)));
        }
        return new Latency.Normal(duration(value), Duration.ZERO);
    }

    private static List<Call> calls(String value) {
        List<Call> calls = new ArrayList<>();
        for (int from = 0; from <= value.length(); ) {
            int plus = value.indexOf('+', from);
            int end = plus < 0 ? value.length() : plus;
            calls.add(Call.of(value.substring(from, end).strip()));
            from = end + 1;
        }
        return calls;
    }

    private static ImageProfile serving(ImageProfile profile, String value) {
        return switch (value) {
            case "tcp" -> profile.withTcp();
            case "http" -> profile;
            default -> throw new IllegalArgumentException("an image serves http or tcp");
        };
    }

    private static Strain strain(String value) {
        Matcher parts = STRAIN.matcher(value);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a strain is written workload:40ms or workload:40ms:0.1");
        }
        double errors = parts.group(3) == null ? 0 : number(parts.group(3));
        return new Strain(parts.group(1), duration(parts.group(2)), errors);
    }

    private static Duration duration(String value) {
        return GoDuration.parse(value.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + value.strip() + "' is no duration; write a number with ms, s, m or h, as 20ms or 1.5s"));
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' is no number, write one as 0.05", e);
        }
    }

    private static int whole(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + value + "' is no whole number", e);
        }
    }
}
