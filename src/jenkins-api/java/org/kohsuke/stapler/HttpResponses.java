package org.kohsuke.stapler;

public class HttpResponses {
    public static HttpResponseException errorWithoutStack(int code, String message) {
        throw new UnsupportedOperationException();
    }

    public static HttpRedirect redirectTo(String url) {
        throw new UnsupportedOperationException();
    }

    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        private static final long serialVersionUID = 1;
    }
}
