import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Bundles } from './bundle.ts';
import { AdminAlarms } from './constructs/admin-alarms.ts';
import { Assignments } from './constructs/assignments.ts';
import { DeductionDecisions } from './constructs/deduction-decisions.ts';
import { FindingReview } from './constructs/finding-review.ts';
import type { Foundation } from './constructs/foundation.ts';
import { LedgerProof } from './constructs/ledger-proof.ts';
import { MailWatch } from './constructs/mail-watch.ts';
import { MonthlyEvaluation } from './constructs/monthly-evaluation.ts';
import { MonthlyReview } from './constructs/monthly-review.ts';
import { NoticeMutes } from './constructs/notice-mutes.ts';
import { ProvinceBucket } from './constructs/province-bucket.ts';
import { RegistryImport } from './constructs/registry-import.ts';
import { Reminders } from './constructs/reminders.ts';
import { SnapshotIntake } from './constructs/snapshot-intake.ts';
import { StoredTables } from './constructs/stored-tables.ts';
import { VerdictActions } from './constructs/verdict-actions.ts';
import type { Settings } from './settings.ts';

/** One province: what is kept, who is alarmed, and the way of the data from registry and snapshot to the unit head. */
export class DungHenStack extends Stack {
  constructor(scope: Construct, settings: Settings, bundles: Bundles) {
    super(scope, `DungHen-${settings.stage}`, {
      description: `Dung Hen: on-time handling of administrative procedures (${settings.stage})`,
      tags: { product: 'dung-hen', stage: settings.stage },
      env: {
        ...(settings.account && { account: settings.account }),
        ...(settings.region && { region: settings.region }),
      },
      terminationProtection: true,
    });

    const foundation: Foundation = {
      settings,
      bundles,
      tables: new StoredTables(this, 'Tables', settings),
      bucket: new ProvinceBucket(this, 'Bucket', settings),
      alarms: new AdminAlarms(this, 'Alarms', settings),
    };

    new RegistryImport(this, 'Registry', foundation);
    const intake = new SnapshotIntake(this, 'Intake', foundation);
    const review = new FindingReview(this, 'FindingReview', foundation);
    new MonthlyEvaluation(this, 'Evaluation', foundation);
    new MonthlyReview(this, 'Review', foundation);
    const verdicts = new VerdictActions(this, 'Verdicts', foundation);
    const proof = new LedgerProof(this, 'Proof', foundation);
    const decisions = new DeductionDecisions(this, 'Decisions', foundation);
    const assignments = new Assignments(this, 'Assignments', foundation);
    const reminders = new Reminders(this, 'Reminders', foundation);
    const mailWatch = new MailWatch(this, 'MailWatch', foundation);
    const mutes = new NoticeMutes(this, 'Mutes', foundation);

    this.#tell({
      BucketName: foundation.bucket.bucket.bucketName,
      IngestQueueUrl: intake.ingestQueue.queue.queueUrl,
      NoticeQueueUrl: reminders.noticeQueue.queue.queueUrl,
      ReleaseSnapshotFunction: intake.releaseSnapshot.functionName,
      ReviewFindingFunction: review.reviewFinding.functionName,
      DismissFindingsFunction: review.dismissFindings.functionName,
      ApproveMonthFunction: verdicts.approveMonth.functionName,
      ReevaluateMonthFunction: verdicts.reevaluateMonth.functionName,
      ReplayMonthFunction: verdicts.replayMonth.functionName,
      RecordExplanationFunction: decisions.recordExplanation.functionName,
      DecideDeductionFunction: decisions.decideDeduction.functionName,
      VerifyLedgerFunction: proof.verifyLedger.functionName,
      WriteStatementFunction: proof.writeStatement.functionName,
      RecordReportFunction: assignments.recordReport.functionName,
      ExtendAssignmentFunction: assignments.extendAssignment.functionName,
      ReopenAssignmentFunction: assignments.reopenAssignment.functionName,
      MuteNoticesFunction: mutes.muteNotices.functionName,
      RestoreAddressFunction: mailWatch.restoreAddress.functionName,
    });
  }

  #tell(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
