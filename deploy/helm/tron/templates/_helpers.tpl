{{- define "tron.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end -}}
{{- end }}

{{- define "tron.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tron.labels" -}}
{{ include "tron.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "tron.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* Of every pod: nobody in particular, and nothing of the cluster's in its hands. */}}
{{- define "tron.pod" -}}
automountServiceAccountToken: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{/* Of every container. */}}
{{- define "tron.container" -}}
image: {{ include "tron.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
envFrom:
  - secretRef:
      name: {{ .Values.existingSecret }}
{{- end }}

{{/* Environment of every container; each writes into its own folder, and recordings into the one they share. */}}
{{- define "tron.env" -}}
- name: TRON_DATA_DIR
  value: /var/lib/tron/data
- name: TRON_RECORDINGS_DIR
  value: /recordings
- name: HOME
  value: /var/lib/tron
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "tron.mounts" -}}
- name: own
  mountPath: /var/lib/tron
- name: tmp
  mountPath: /tmp
- name: recordings
  mountPath: /recordings
{{- end }}

{{- define "tron.volumes" -}}
- name: own
  emptyDir: {}
- name: tmp
  emptyDir: {}
- name: recordings
  persistentVolumeClaim:
    claimName: {{ .Values.recordings.existingClaim | default (printf "%s-recordings" (include "tron.name" .)) }}
{{- end }}

{{/* Where a pod may run; called with the values of its process. */}}
{{- define "tron.placement" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
