package io.jenkins.plugins.mirrorexperiment;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * A body with its type, never cached.
 *
 * @param status of HTTP
 * @param type of the content
 * @param body the content
 */
record Responses(int status, String type, String body) implements HttpResponse {
    private static final int CONFLICT = 409;

    static HttpResponse json(String body) {
        return new Responses(HttpServletResponse.SC_OK, "application/json;charset=UTF-8", body);
    }

    static HttpResponse css(String body) {
        return new Responses(HttpServletResponse.SC_OK, "text/css;charset=UTF-8", body);
    }

    static HttpResponse svg(String body) {
        return new Responses(HttpServletResponse.SC_OK, "image/svg+xml;charset=UTF-8", body);
    }

    /** Nothing was done, because of the state that things are in. */
    static HttpResponse refused(String because) {
        return new Responses(CONFLICT, "text/plain;charset=UTF-8", because);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setStatus(status);
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
