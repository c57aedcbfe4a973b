package io.mirrorexperiment.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process that asks URLs and prints a line for each: {@code java Fetch PROXY-PORT|0 TOKEN URL…}. */
final class Fetch {
    private Fetch() {}

    /** The words that start it, but for its arguments. */
    static List<String> words() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xshare:auto", "-cp", System.getProperty("java.class.path"), Fetch.class.getName());
    }

    public static void main(String[] words) throws IOException {
        int port = Integer.parseInt(words[0]);
        Proxy proxy = port == 0
                ? Proxy.NO_PROXY
                : new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        for (String url : List.of(words).subList(2, words.length)) {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection(proxy);
            connection.setRequestProperty("Authorization", "Bearer " + words[1]);
            int status = connection.getResponseCode();
            InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            System.out.println(
                    status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8).replace("\n", ""));
        }
    }
}
