import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the certificates of a folder into a store of trusted ones, as Debian's ca-certificates-java does when it is installed. Run in the build of
 * the image: java Truststore.java FOLDER FILE. No password, no salt and no time of day, so that equal certificates make equal bytes.
 */
class Truststore {
    public static void main(String[] arguments) throws Exception {
        System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
        System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Path file : in(Path.of(arguments[0]))) {
            try (InputStream in = Files.newInputStream(file)) {
                store.setCertificateEntry(file.getFileName().toString(), certificates.generateCertificate(in));
            }
        }
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1]))) {
            store.store(out, null);
        }
        System.out.println(store.size() + " trusted certificates");
    }

    private static List<Path> in(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".crt")).sorted().toList();
        }
    }
}
