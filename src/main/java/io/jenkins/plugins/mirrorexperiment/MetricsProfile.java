package io.jenkins.plugins.mirrorexperiment;

import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A Prometheus by name, with its way to sign in. Holds the ids of credentials only; its secrets go to its own address and nowhere else. */
public final class MetricsProfile extends AbstractDescribableImpl<MetricsProfile> {
    private final String name;
    private final String url;
    private String credentialsId = "";
    private String caCertificate = "";

    /** A profile with a name and an address; everything else is set after. */
    @DataBoundConstructor
    public MetricsProfile(String name, String url) {
        this.name = Util.fixNull(name).strip();
        this.url = Util.fixNull(url).strip();
    }

    public String getName() {
        return name;
    }

    public String getUrl() {
        return url;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** Id of a bearer token (secret text), a user name with password, or a client certificate. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId);
    }

    public String getCaCertificate() {
        return caCertificate;
    }

    /** PEM certificates that the server is checked against, instead of Java's own. */
    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixNull(caCertificate).strip();
    }

    /**
     * The words of a spec for it, {@code spec.metrics.prometheus=…}; secrets by id.
     *
     * @throws IOException if the credential can't be had, or does not fit
     */
    String override() throws IOException {
        ObjectNode prometheus = JsonNodeFactory.instance.objectNode().put("url", url);
        if (!credentialsId.isEmpty()) {
            StandardCredentials credential = Credentials.global(credentialsId);
            if (credential instanceof StandardCertificateCredentials) {
                ObjectNode client = prometheus.putObject("client");
                client.set("certificateFrom", from(ProfilePart.CERTIFICATE));
                client.set("keyFrom", from(ProfilePart.KEY));
            } else if (credential instanceof StandardUsernamePasswordCredentials login) {
                ObjectNode basic = prometheus.putObject("auth").putObject("basic");
                basic.put("user", login.getUsername());
                basic.set("passwordFrom", from(ProfilePart.PASSWORD));
            } else {
                prometheus.putObject("auth").set("bearerFrom", from(ProfilePart.TOKEN));
            }
        }
        if (!caCertificate.isEmpty()) {
            prometheus.set("caFrom", from(ProfilePart.CA));
        }
        return "spec.metrics.prometheus=" + prometheus;
    }

    private ObjectNode from(ProfilePart part) {
        return JsonNodeFactory.instance.objectNode().put("credential", part.id(name));
    }

    /**
     * One of its secrets, as it is today.
     *
     * @throws IOException if it can't be had, or does not fit
     */
    String secret(ProfilePart part) throws IOException {
        if (part == ProfilePart.CA) {
            return caCertificate;
        }
        StandardCredentials credential = Credentials.global(credentialsId);
        if (part == ProfilePart.CERTIFICATE || part == ProfilePart.KEY) {
            if (!(credential instanceof StandardCertificateCredentials certificate)) {
                throw new IOException("credential '" + credentialsId + "' is no certificate any more");
            }
            return part == ProfilePart.KEY ? Credentials.key(certificate) : Credentials.certificates(certificate);
        }
        return Credentials.text(credential);
    }

    /** Form and checks of a profile. */
    @Extension
    public static final class Form extends Descriptor<MetricsProfile> {
        @Override
        public String getDisplayName() {
            return Messages.metricsProfile();
        }

        /** Credentials that an administrator may choose of. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return Choices.credentials(
                    credentialsId,
                    FileCredentials.class,
                    StringCredentials.class,
                    StandardUsernamePasswordCredentials.class,
                    StandardCertificateCredentials.class);
        }

        /** Whether the name can be written in a Jenkinsfile. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return Choices.name(value);
        }

        /** Whether the address is one. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return Choices.url(value);
        }

        /** Asks the metrics system a question. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String caCertificate) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            MetricsProfile profile = new MetricsProfile(name, url);
            profile.setCredentialsId(credentialsId);
            profile.setCaCertificate(caCertificate);
            return profile.test();
        }
    }

    private FormValidation test() {
        FormValidation address = Choices.url(url);
        if (address.kind != FormValidation.Kind.OK) {
            return address;
        }
        try {
            Optional<String> trouble = Trial.of(override(), this, Clock.systemUTC());
            return trouble.map(FormValidation::error)
                    .orElseGet(() -> FormValidation.ok(Messages.answered(URI.create(url))));
        } catch (IOException | IllegalArgumentException e) {
            return FormValidation.error(String.valueOf(e.getMessage()));
        }
    }
}
