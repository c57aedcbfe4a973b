package io.mirrorexperiment.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The far end of many runs, in a process of its own: an API server and a metrics system that know so much of what they were seen to say
 * about one run, under many names.
 */
public final class FarEnd {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private FarEnd() {}

    /** Takes the folder of the recording, the number of runs, and after how many seconds they begin to look. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        if (!Files.isDirectory(folder)) {
            Recorder.record().write(folder);
        }
        Recording recording = Recording.read(folder);
        int runs = Integer.parseInt(arguments[1]);
        Instant start = Instant.now().plusSeconds(Long.parseLong(arguments[2]));
        Counts counts = new Counts();
        StoredObjects objects = new StoredObjects();
        int metrics = serveMetrics(recording, runs, start, counts);
        for (int run = 0; run < runs; run++) {
            Duration later = Duration.between(Twin.flowing(recording), flowing(run, runs, start));
            Twin twin = new Twin(run, later, "http://127.0.0.1:" + metrics);
            for (Map.Entry<String, String> object : recording.objects().entrySet()) {
                objects.put(twin.renamed(object.getKey()), twin.text(object.getValue()));
            }
        }
        int api = Http.serve(new ThinApi(objects, counts)::answer);
        int told = Http.serve(
                exchange -> Http.send(exchange, 200, counts.taken().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        System.out.println(api + " " + metrics + " " + told + " " + start);
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }

    private static int serveMetrics(Recording recording, int runs, Instant start, Counts counts) throws IOException {
        java.util.function.IntToDoubleFunction begun =
                run -> (double) flowing(run, runs, start).plus(INTERVAL).toEpochMilli() / 1000;
        return Http.serve(
                new ThinPrometheus(
                        new GrowingCounters(recording, "v1", begun),
                        new GrowingCounters(recording, "dark", begun),
                        counts)::answer);
    }

    /** One tick is recorded; the second of all runs comes within an interval after the start, evenly spread. */
    private static Instant flowing(int run, int runs, Instant start) {
        long phase = INTERVAL.toMillis() * run / runs;
        return start.plusMillis(phase).minus(INTERVAL.multipliedBy(2));
    }
}
