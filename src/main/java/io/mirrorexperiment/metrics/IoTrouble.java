package io.mirrorexperiment.metrics;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What an I/O failure means to a person. Pure. */
final class IoTrouble {
    private IoTrouble() {}

    static String words(IOException failure, Duration timeout) {
        if (failure instanceof InterruptedIOException) {
            return "no answer within " + seconds(timeout);
        }
        if (failure instanceof UnknownHostException) {
            return "its host name cannot be resolved; is the address right, and does this machine see it?";
        }
        if (failure instanceof ConnectException) {
            return "cannot connect (" + deepest(failure) + "); is the address right, and does it run?";
        }
        return failure instanceof SSLException ssl ? tls(ssl) : "the connection broke: " + deepest(failure);
    }

    private static String tls(SSLException failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return "its certificate is for another host name; use a name that the certificate has";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return "its certificate is not trusted (" + deepest(failure) + "); name the CA that signed it";
            }
        }
        return "TLS failed (" + deepest(failure) + "); does it speak https, and does it want a client certificate?";
    }

    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            deepest = cause;
        }
        String message = deepest.getMessage();
        return SampleText.shown(message == null ? deepest.getClass().getSimpleName() : message);
    }

    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
