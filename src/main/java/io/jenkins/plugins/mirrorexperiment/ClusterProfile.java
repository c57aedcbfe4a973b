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
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.manifest.Kind;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A Kubernetes cluster by name: without an address and without a credential the one that the controller runs in, or its own kubeconfig.
 * Holds the ids of credentials only.
 */
public final class ClusterProfile extends AbstractDescribableImpl<ClusterProfile> {
    private final String name;
    private String server = "";
    private String caCertificate = "";
    private String credentialsId = "";
    private String context = "";
    private String namespace = "";

    /** A profile with a name; everything else is set after. */
    @DataBoundConstructor
    public ClusterProfile(String name) {
        this.name = Util.fixNull(name).strip();
    }

    public String getName() {
        return name;
    }

    public String getServer() {
        return server;
    }

    /** Address of the API server; not needed with a kubeconfig. */
    @DataBoundSetter
    public void setServer(String server) {
        this.server = Util.fixNull(server).strip();
    }

    public String getCaCertificate() {
        return caCertificate;
    }

    /** PEM certificates that the API server is checked against. */
    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixNull(caCertificate).strip();
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** Id of a kubeconfig (secret file), a token (secret text, or the password beside a user name), or a client certificate. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId);
    }

    public String getContext() {
        return context;
    }

    /** Context of the kubeconfig; its current one if this is empty. */
    @DataBoundSetter
    public void setContext(String context) {
        this.context = Util.fixNull(context).strip();
    }

    public String getNamespace() {
        return namespace;
    }

    /** Namespace of specs that name none. */
    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixNull(namespace).strip();
    }

    /**
     * How to connect today.
     *
     * @throws IOException if the credential can't be had, or does not fit
     */
    ClusterOptions options() throws IOException {
        ClusterOptions base = credentialsId.isEmpty() && server.isEmpty()
                ? ClusterOptions.defaults()
                : ClusterOptions.fromKubeconfigText(kubeconfig());
        ClusterOptions chosen = context.isEmpty() ? base : base.withContext(context);
        return namespace.isEmpty() ? chosen : chosen.withNamespace(namespace);
    }

    private String kubeconfig() throws IOException {
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        if (credentialsId.isEmpty()) {
            return SafeKubeconfig.made(server, caCertificate, user, namespace);
        }
        StandardCredentials credential = Credentials.global(credentialsId);
        if (credential instanceof FileCredentials) {
            return safe(Credentials.text(credential));
        }
        if (server.isEmpty()) {
            throw new IOException("cluster profile '" + name + "' has no server; it is needed with every credential"
                    + " but a kubeconfig");
        }
        if (credential instanceof StandardCertificateCredentials certificate) {
            user.put("client-certificate-data", SafeKubeconfig.base64(Credentials.certificates(certificate)));
            user.put("client-key-data", SafeKubeconfig.base64(Credentials.key(certificate)));
        } else {
            user.put("token", Credentials.text(credential));
        }
        return SafeKubeconfig.made(server, caCertificate, user, namespace);
    }

    private String safe(String text) throws IOException {
        try {
            return SafeKubeconfig.of(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "credential '" + credentialsId + "' of cluster profile '" + name + "' " + e.getMessage(), e);
        }
    }

    /** Form and checks of a profile. */
    @Extension
    public static final class Form extends Descriptor<ClusterProfile> {
        @Override
        public String getDisplayName() {
            return Messages.clusterProfile();
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

        /** Asks the server who we are. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String server,
                @QueryParameter String caCertificate,
                @QueryParameter String credentialsId,
                @QueryParameter String context,
                @QueryParameter String namespace) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            ClusterProfile profile = new ClusterProfile(name);
            profile.setServer(server);
            profile.setCaCertificate(caCertificate);
            profile.setCredentialsId(credentialsId);
            profile.setContext(context);
            profile.setNamespace(namespace);
            return profile.test();
        }
    }

    private FormValidation test() {
        try (Cluster cluster = Cluster.connect(options())) {
            boolean may = cluster.may("create", Kind.LEASE, cluster.namespace());
            String found = Messages.connected(cluster.server(), cluster.user(), cluster.namespace());
            return may ? FormValidation.ok(found) : FormValidation.warning(found + " " + Messages.mayNotClaim());
        } catch (IOException | ClusterException | IllegalArgumentException e) {
            return FormValidation.error(String.valueOf(e.getMessage()));
        }
    }
}
