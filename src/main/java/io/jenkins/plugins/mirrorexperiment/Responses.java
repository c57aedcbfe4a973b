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
 * @param type of the content
 * @param body the content
 */
record Responses(String type, String body) implements HttpResponse {
    static HttpResponse json(String body) {
        return new Responses("application/json;charset=UTF-8", body);
    }

    static HttpResponse css(String body) {
        return new Responses("text/css;charset=UTF-8", body);
    }

    static HttpResponse svg(String body) {
        return new Responses("image/svg+xml;charset=UTF-8", body);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setStatus(HttpServletResponse.SC_OK);
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
