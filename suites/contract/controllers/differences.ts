/** Something that the rehearsal's controllers did otherwise than Cluster API's, and do no more. */
export interface Difference {
  /** The scenario that has shown it. */
  scenario: string
  real: string
  rehearsal: string
  mended: string
}

/** What recording Cluster API v1.10.10 and CAPO v0.10.5 has brought to light. */
export const DIFFERENCES: readonly Difference[] = [
  {
    scenario: 'class-01',
    real: 'a ClusterClass has a controller: it owns its templates, and tells VariablesReconciled and RefVersionsUpToDate',
    rehearsal: 'nobody looked at a class; its templates stayed when it went',
    mended: 'a controller of classes; templates go with their class',
  },
  {
    scenario: 'class-02',
    real: 'a class without one of its templates is not reconciled, and a Cluster of it gets neither finalizer nor phase',
    rehearsal: 'the Cluster was Pending with all of its conditions',
    mended: 'nothing is done with a Cluster whose class is not reconciled',
  },
  {
    scenario: 'class-03',
    real: 'deletion of a class in use is a 403 that names up to three Clusters',
    rehearsal: 'deleted',
    mended: 'the webhook’s refusal',
  },
  {
    scenario: 'class-04',
    real: 'variables, patches, selectors and lists of a class are checked when it is made',
    rehearsal: 'took any class',
    mended: 'the webhook’s checks with their fields and texts; lists by the schema',
  },
  {
    scenario: 'class-05',
    real: 'a changed class is not reconciled for a moment, and its Clusters’ topologies fail until it is',
    rehearsal: 'Clusters followed at once',
    mended: 'the topology waits for the class’s observed generation',
  },
  {
    scenario: 'class-05',
    real: 'a class may not lose workers that a Cluster has; the patch that selects them is refused with it',
    rehearsal: 'took it',
    mended: 'both causes',
  },
  {
    scenario: 'variables-01',
    real: 'defaults of variables are added in the order of their names',
    rehearsal: 'in the order of the class',
    mended: 'by name',
  },
  {
    scenario: 'variables-02',
    real: 'wrong variables are a 422 of the defaulting webhook, with field and reason of each cause',
    rehearsal: 'a 403 of the validating one with a text; paths and rules worded otherwise',
    mended: 'status, webhook, causes and texts',
  },
  {
    scenario: 'variables-02',
    real: 'limits, patterns, lengths, unknown fields and variables given twice are refused, each in its own words',
    rehearsal: 'knew types, lists of values and lower limits',
    mended: 'all of them; a value that is null passes, as there',
  },
  {
    scenario: 'variables-04',
    real: 'versions are checked: form, steps back, steps of two minors, steps while the control plane is provisioning',
    rehearsal: 'took any version where no ClusterStack said otherwise',
    mended: 'the checks and texts; topology and class can not be taken away',
  },
  {
    scenario: 'variables-04',
    real: 'the webhook writes controlPlaneEndpoint with an empty host and port 0',
    rehearsal: 'left it out',
    mended: 'written',
  },
  {
    scenario: 'topology-01',
    real: 'a Secret owns what is made first, machine templates come before bootstrap templates, all know their origin',
    rehearsal: 'no Secret; bootstrap first; templates of workers without origin',
    mended: 'order, Secret and annotations',
  },
  {
    scenario: 'topology-01',
    real: 'a Cluster gets labels of its topology, pending hooks, and ok-to-delete before its deletion begins',
    rehearsal: 'none of them',
    mended: 'all of them; the deletion says first that it waits for the hook',
  },
  {
    scenario: 'topology-01',
    real: 'MachineDeployments and MachineSets of a topology have finalizers that take their templates along',
    rehearsal: 'templates were left to the garbage collector until the Cluster went',
    mended: 'finalizers; templates go before their MachineSet',
  },
  {
    scenario: 'topology-01',
    real: 'an OpenStackCluster whose credential leads nowhere has no finalizer and goes at once',
    rehearsal: 'held by its finalizer for ever',
    mended: 'the credential comes before the finalizer; the same for machines',
  },
  {
    scenario: 'topology-01',
    real: 'reasons are ObjectDoesNotExist, ObjectDeleted, InspectionFailed, AvailableUnknown, …; false flags are left out',
    rehearsal: 'DoesNotExist, Deleted, HealthUnknown, …; flags written as false',
    mended: 'the reasons; sums of several conditions with an issue before what is unknown',
  },
  {
    scenario: 'topology-01',
    real: 'MachineSets and KubeadmConfigs have v1beta2 conditions; a control plane without machines says no Available',
    rehearsal: 'no v1beta2 conditions; Available and MachinesCreated from the start',
    mended: 'as recorded, while they come, stay and go',
  },
  {
    scenario: 'topology-03',
    real: 'a changed variable makes a new template and refers to it; the workers’ old one stays for the old MachineSet',
    rehearsal: 'only numbers of machines were handed on',
    mended: 'templates are made anew, MachineSets replaced one by one',
  },
  {
    scenario: 'topology-04',
    real: 'a new group of workers waits for the control plane: MachineDeploymentsCreatePending',
    rehearsal: 'made at once',
    mended: 'on hold until the control plane has a version',
  },
  {
    scenario: 'topology-05',
    real: 'a paused Cluster and all of its objects say so, and neither change nor deletion goes on',
    rehearsal: 'paid no heed',
    mended: 'as recorded; CAPO keeps its hands off, too, also where somebody else manages an OpenStackCluster',
  },
  {
    scenario: 'machines-01',
    real: 'a Machine comes after its infrastructure and configuration, and goes after both, one after the other',
    rehearsal: 'came first; configuration and Machine went together',
    mended: 'the order, and the reason of Deleting for each step',
  },
  {
    scenario: 'machines-01',
    real: 'a control plane that can not go on is told by the event ControlPlaneUnhealthy; the bootstrap data by none',
    rehearsal: 'the other way round',
    mended: 'as recorded',
  },
]
