package io.mirrorexperiment.sandbox.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** curl, for plain HTTP: the options that load scripts use, with curl's own exit codes. */
final class Curl implements Program {
    private static final int USAGE = 2;
    private static final int BAD_URL = 3;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Net net;

    Curl(Net net) {
        this.net = net;
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
        CurlOptions options = new CurlOptions();
        Optional<String> mistake = options.read(arguments);
        if (mistake.isPresent()) {
            terminal.complain("curl: " + mistake.get());
            return USAGE;
        }
        int code = 0;
        for (String url : options.urls()) {
            code = get(url, options, terminal);
        }
        return code;
    }

    private int get(String url, CurlOptions options, Terminal terminal) {
        Optional<Target> target = Target.of(url);
        if (target.isEmpty()) {
            return failed(BAD_URL, "the sandbox plays plain HTTP only, not '" + url + "'", options, terminal);
        }
        Net.Outcome outcome =
                net.send(request(target.get(), options), options.patience().orElse(LONGEST));
        return outcome instanceof Net.Outcome.Answered answered
                ? answered(answered, options, terminal)
                : unanswered(outcome, target.get(), options, terminal);
    }

    private static Net.Sent request(Target target, CurlOptions options) {
        List<Net.Header> headers = new ArrayList<>();
        String authority = target.authority();
        for (Net.Header header : options.headers()) {
            if (header.name().equalsIgnoreCase("host")) {
                authority = header.value();
            } else {
                headers.add(header);
            }
        }
        return new Net.Sent(options.method(), target.authority(), target.path(), headers, options.body(), authority);
    }

    private static int answered(Net.Outcome.Answered answer, CurlOptions options, Terminal terminal) {
        int code = 0;
        if (options.failing() && answer.status() >= 400) {
            code = failed(22, "The requested URL returned error: " + answer.status(), options, terminal);
        } else if (options.showsHead()) {
            terminal.print(head(answer));
        }
        if (code == 0 && options.showsBody()) {
            terminal.print(answer.body());
        }
        terminal.print(options.written(answer));
        return code;
    }

    private static String head(Net.Outcome.Answered answer) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + "\n");
        answer.headers().forEach(header -> head.append(header.name().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(header.value())
                .append('\n'));
        return head.toString();
    }

    private static int unanswered(Net.Outcome outcome, Target target, CurlOptions options, Terminal terminal) {
        if (outcome instanceof Net.Outcome.Unknown) {
            return failed(6, "Could not resolve host: " + target.host(), options, terminal);
        } else if (outcome instanceof Net.Outcome.Refused) {
            String what = "Failed to connect to " + target.host() + " port " + target.port() + ": Connection refused";
            return failed(7, what, options, terminal);
        } else if (outcome instanceof Net.Outcome.TimedOut) {
            return failed(28, "Operation timed out", options, terminal);
        }
        return failed(52, "Empty reply from server", options, terminal);
    }

    private static int failed(int code, String what, CurlOptions options, Terminal terminal) {
        if (options.complains()) {
            terminal.complain("curl: (" + code + ") " + what);
        }
        return code;
    }
}
